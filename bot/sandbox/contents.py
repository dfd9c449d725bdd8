"""What a message may carry: texts, captions, files, places; checked as Telegram checks them."""

from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import Malformed, Refused
from bot.sandbox.html import parse
from bot.sandbox.pictures import Picture, picture_in
from bot.sandbox.state import Sandbox
from bot.sandbox.text import trimmed, with_found_entities
from bot.sandbox.values import Entity, Formatted, Json, StoredFile, Upload

MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_ENTITIES = 100
MOST_FILE_BYTES = 50_000_000
MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_PHOTO_PIXELS = 10_000  # width and height together
MOST_PHOTO_RATIO = 20


def text_content(args: Arguments) -> Json:
    """The fields of a text message: 1-4096 characters once parsed."""
    formatted = _formatted(args, "text", "entities")
    if not formatted.text:
        raise Malformed("message text is empty")
    if len(formatted.text) > MOST_TEXT:
        raise Malformed("message is too long")
    options = args.object("link_preview_options")
    preview = {"link_preview_options": options} if options else {}
    return formatted.as_json("text", "entities") | preview


def caption_content(args: Arguments) -> Json:
    """The fields of a caption: 0-1024 characters once parsed."""
    formatted = _formatted(args, "caption", "caption_entities")
    if len(formatted.text) > MOST_CAPTION:
        raise Malformed("message caption is too long")
    return formatted.as_json("caption", "caption_entities")


def _formatted(args: Arguments, key: str, entities_key: str) -> Formatted:
    mode = args.text("parse_mode").lower()
    if mode not in ("", "html"):
        raise Malformed(f"unsupported parse_mode {mode}: the sandbox reads HTML only")
    if mode == "html":
        formatted = parse(args.text(key))
    else:
        formatted = Formatted(args.text(key), tuple(_entity(item) for item in args.objects(entities_key)))
    if len(formatted.entities) > MOST_ENTITIES:
        raise Malformed(f"more than {MOST_ENTITIES} entities")
    return with_found_entities(trimmed(formatted))


def _entity(item: Json) -> Entity:
    extra = tuple((key, str(value)) for key, value in item.items() if key not in ("type", "offset", "length"))
    return Entity(str(item["type"]), int(item["offset"]), int(item["length"]), extra)


def document_content(sandbox: Sandbox, args: Arguments) -> Json:
    """A document with its caption."""
    file = _stored(sandbox, args.file("document"), "documents")
    names = {"file_name": file.upload.name, "mime_type": file.upload.mime}
    return {"document": file.as_json() | names} | caption_content(args)


def photo_content(sandbox: Sandbox, args: Arguments) -> Json:
    """A photo with its caption; only true images, of a shape that fits a screen."""
    file = _stored(sandbox, args.file("photo"), "photos")
    picture = _picture(file.upload.data)
    size = {"width": picture.width, "height": picture.height}
    return {"photo": [file.as_json() | size]} | caption_content(args)


def _picture(data: bytes) -> Picture:
    if len(data) > MOST_PHOTO_BYTES:
        most = f"the maximum size is {MOST_PHOTO_BYTES} bytes"
        raise Malformed(f"file of size {len(data)} bytes is too big for a photo; {most}")
    picture = picture_in(data)
    if picture is None:
        raise Malformed("IMAGE_PROCESS_FAILED")
    short, long = sorted((picture.width, picture.height))
    if short + long > MOST_PHOTO_PIXELS or long > MOST_PHOTO_RATIO * short:
        raise Malformed("PHOTO_INVALID_DIMENSIONS")
    return picture


def _stored(sandbox: Sandbox, given: Upload | str, folder: str) -> StoredFile:
    if isinstance(given, Upload):
        if not given.data:
            raise Malformed("file must be non-empty")
        if len(given.data) > MOST_FILE_BYTES:
            raise Refused(413, "Request Entity Too Large")
        return sandbox.files.store(given, folder)
    if found := sandbox.files.get(given):
        return found
    raise Malformed("wrong file identifier/HTTP URL specified")


def location_content(args: Arguments) -> Json:
    """A point on the map."""
    latitude, longitude = args.real("latitude"), args.real("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Malformed("wrong latitude or longitude specified")
    return {"location": {"latitude": latitude, "longitude": longitude}}


def venue_content(args: Arguments) -> Json:
    """A point with a name and an address."""
    place = location_content(args)
    if not args.text("title").strip() or not args.text("address").strip():
        raise Malformed("VENUE_TITLE_EMPTY")
    return place | {"venue": place | {"title": args.text("title"), "address": args.text("address")}}
