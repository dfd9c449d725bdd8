// Buttons and fields under 44 CSS pixels; links and commands inside a sentence are exempt (WCAG 2.5.8, inline).
[...document.querySelectorAll('button, select, textarea, input, a.key, a.media-card, .chip')]
  .filter(e => e.checkVisibility() && !e.closest('.text') && !e.matches('.people input, .skip'))
  .map(e => ({words: e.textContent || e.id, box: e.getBoundingClientRect()}))
  .filter(({box}) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(({words, box}) => `${words.trim()} ${box.width}x${box.height}`)
