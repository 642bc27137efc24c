"""Files that are two things at once, and what becomes of each when it is sent in."""

import gzip
import io
import json
import zipfile
from typing import Literal

from PIL import Image, PngImagePlugin

Fate = Literal["made anew", "kept to be saved", "unreadable_file", "unsupported_type", "unsafe_file"]

PAGE = b"<!doctype html><html><body><script>hit(1)</script><img src=x onerror=hit(2)></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="hit(3)"><script>hit(4)</script></svg>'


def picture(form: str, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (24, 16), (30, 90, 160)).save(out, form, **more)
    return out.getvalue()


def archive(name: str, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, body)
    return out.getvalue()


def png_with_text() -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", PAGE.decode())
    said.add_itxt("XML:com.adobe.xmp", PAGE.decode())
    return picture("PNG", pnginfo=said)


def jpeg_with_comment() -> bytes:
    plain = picture("JPEG")
    comment = b"\xff\xfe" + (len(PAGE) + 2).to_bytes(2, "big") + PAGE
    return plain[:2] + comment + plain[2:]


def jpeg_with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PAGE.decode()
    return picture("JPEG", exif=exif)


def gif_that_is_script() -> bytes:
    """A GIF whose width reads as the beginning of a comment of JavaScript."""
    return b"GIF89a/*" + picture("GIF")[8:] + b"*/=1;hit(5)//" + PAGE


def har() -> bytes:
    header = {"name": "Cookie", "value": "session=8f1c0a7be2"}
    request = {"method": "GET", "url": "https://exchange.example/", "headers": [header]}
    return json.dumps({"log": {"version": "1.2", "entries": [{"request": request}]}}).encode()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(hit\\(6\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n"

FILES: dict[str, tuple[str, bytes, Fate]] = {
    "page called a picture": ("photo.png", PAGE, "unsupported_type"),
    "page": ("page.html", PAGE, "unsupported_type"),
    "page after a space": ("photo.gif", b" \n" + PAGE, "unsupported_type"),
    "page in UTF-16": ("photo.jpg", PAGE.decode().encode("utf-16"), "unsupported_type"),
    "page in UTF-7": ("photo.jpg", b"+ADw-script+AD4-hit(1)+ADw-/script+AD4-", "unsupported_type"),
    "SVG": ("drawing.svg", SVG, "unsupported_type"),
    "SVG called a picture": ("drawing.png", SVG, "unsupported_type"),
    "SVG after a declaration": ("d.svg", b'<?xml version="1.0"?>' + SVG, "unsupported_type"),
    "SVG, packed": ("d.svgz", gzip.compress(SVG), "unsupported_type"),
    "XHTML": (
        "d.xhtml",
        b'<html xmlns="http://www.w3.org/1999/xhtml"><script>hit(1)</script></html>',
        "unsupported_type",
    ),
    "stylesheet of XML": ("d.xml", b'<?xml-stylesheet type="text/xsl" href="#"?><x/>', "unsupported_type"),
    "script": ("photo.js", b"hit(1)", "unsupported_type"),
    "HTML application": ("photo.hta", b"<script language=VBScript>hit(1)</script>", "unsupported_type"),
    "web archive": ("d.mhtml", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + PAGE, "unsupported_type"),
    "mail": ("d.eml", b"Subject: x\nContent-Type: text/html\n\n" + PAGE, "unsupported_type"),
    "archive": ("d.zip", archive("x.html", PAGE), "unsupported_type"),
    "document with macros": ("d.docm", archive("word/vbaProject.bin", b"hit"), "unsupported_type"),
    "program for Java": ("d.jar", archive("META-INF/MANIFEST.MF", b"Main-Class: X"), "unsupported_type"),
    "film of old": ("d.swf", b"FWS\x05" + PAGE, "unsupported_type"),
    "icon": ("d.ico", picture("ICO") + PAGE, "unsupported_type"),
    "bitmap": ("d.bmp", picture("BMP") + PAGE, "unsupported_type"),
    "picture in strips": ("d.tiff", picture("TIFF") + PAGE, "unsupported_type"),
    "program": ("d.exe", b"MZ\x90\x00" + PAGE, "unsupported_type"),
    "recording of a browser (HAR)": ("session.har", har(), "unsupported_type"),
    "recording of a browser, packed": ("session.zip", archive("session.har", har()), "unsupported_type"),
    "GIF that is a script": ("d.gif", gif_that_is_script(), "made anew"),
    "GIF followed by a page": ("d.gif", picture("GIF") + PAGE, "made anew"),
    "GIF in name only": ("d.gif", b"GIF89a" + PAGE, "unreadable_file"),
    "PNG followed by an archive": ("d.png", picture("PNG") + archive("x.html", PAGE), "made anew"),
    "PNG with a page as its text": ("d.png", png_with_text(), "made anew"),
    "PNG in name only": ("d.png", b"\x89PNG\r\n\x1a\n" + PAGE, "unreadable_file"),
    "JPEG with a page as its comment": ("d.jpg", jpeg_with_comment(), "made anew"),
    "JPEG with a page as its description": ("d.jpg", jpeg_with_exif(), "made anew"),
    "JPEG followed by a page": ("d.jpg.html", picture("JPEG") + PAGE, "made anew"),
    "JPEG in name only": ("d.jpg", b"\xff\xd8\xff" + PAGE, "unreadable_file"),
    "WEBP followed by a page": ("d.webp", picture("WEBP") + PAGE, "made anew"),
    "PDF that runs a script": ("d.pdf", PDF + b"%%EOF", "kept to be saved"),
    "PDF followed by a page": ("d.pdf.html", PDF + PAGE + b"\n%%EOF", "kept to be saved"),
}
