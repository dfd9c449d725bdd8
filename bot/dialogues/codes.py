"""The codes to show at the entrance: one picture a place, each with whose it is."""

from collections.abc import Sequence

from bot.calls import Attachment, AttachmentKind
from bot.qr import check_in_link, qr_image
from bot.replies import Reply
from bot.scene import Scene
from scheduler.models import State
from scheduler.outcomes import Registration

MOST_UNNAMED = 3  # more places without a name come as a group, with a single code


def codes(entries: Sequence[Registration], scene: Scene) -> tuple[Reply, ...]:
    """A message with a QR image for each confirmed place; nothing for those who wait.

    Each named participant has one. Places without a name have one each as long as they are few; a larger
    group shows the code of its first place, which leads to the family's others there.
    """
    seated = [entry for entry in entries if entry.state is State.CONFIRMED]
    named = [_code(one, scene.words.say("code-caption", who=one.first_name), scene) for one in seated if one.first_name]
    return (*named, *_unnamed([one for one in seated if one.first_name is None], scene))


def _unnamed(places: Sequence[Registration], scene: Scene) -> list[Reply]:
    count = len(places)
    if count > MOST_UNNAMED:
        return [_code(places[0], scene.words.say("code-caption-group", n=count), scene)]
    captions = (scene.words.say("code-caption-place", n=n, of=count) for n in range(1, count + 1))
    return [_code(place, caption, scene) for place, caption in zip(places, captions, strict=True)]


def _code(entry: Registration, caption: str, scene: Scene) -> Reply:
    image = qr_image(check_in_link(scene.desk.username, entry.token))
    return Reply(caption, attachment=Attachment(AttachmentKind.PHOTO, f"code-{entry.event.code}.png", image))
