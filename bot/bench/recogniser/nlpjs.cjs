// NLP.js (French) sits the exam of recogniser.py: a paper as JSON on standard input, what it made of it on standard output.
const { dockStart } = require("@nlpjs/basic");
const { LangFr } = require("@nlpjs/lang-fr");

const OUT_OF_SCOPE = "None"; // its own name for it
const MANY = 5;
const said = console.log;
console.log = console.error; // its progress is no answer

const seconds = () => Number(process.hrtime.bigint()) / 1e9;
const inner = (label) => (label === null ? OUT_OF_SCOPE : `label:${label}`);
const outer = (label) => label.slice("label:".length);

async function learn(examples) {
  const settings = { nlp: { languages: ["fr"], autoSave: false, autoLoad: false } };
  const dock = await dockStart({ settings, use: ["Basic"] });
  dock.getContainer().use(LangFr);
  const nlp = dock.get("nlp");
  nlp.addLanguage("fr");
  for (const { text, label } of examples) nlp.addDocument("fr", text, inner(label));
  await nlp.train();
  return nlp;
}

async function recognise(nlp, text) {
  const start = seconds();
  const { classifications } = await nlp.process("fr", text);
  const spent = seconds() - start;
  const ranked = classifications
    .filter(({ intent }) => intent !== OUT_OF_SCOPE)
    .slice(0, MANY)
    .map(({ intent, score }) => ({ label: outer(intent), score }));
  return { recognised: { ranked, confidence: ranked.length ? ranked[0].score : 0 }, seconds: spent };
}

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const { examples, texts } = JSON.parse(Buffer.concat(chunks).toString("utf-8"));
  const start = seconds();
  const nlp = await learn(examples);
  const learning = seconds() - start;
  await recognise(nlp, texts[0]);
  const replies = [];
  for (const text of texts) replies.push(await recognise(nlp, text));
  said(JSON.stringify({ replies, learning, memory_mb: process.memoryUsage().rss / 1048576 }));
}

main().catch((error) => {
  console.error(`${error}`);
  process.exit(1);
});
