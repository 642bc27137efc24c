"""format=flowed (RFC 3676): paragraphs that were broken for the journey are put together again."""


def unflow(text: str, *, delsp: bool) -> str:
    """Join the lines of each paragraph. Quoted lines stay as they are: they are folded, not read."""
    out: list[str] = []
    pending: list[str] = []
    for line in text.split("\n"):
        if line.startswith(">"):
            _finish(out, pending)
            out.append(line)
            continue
        bare = line.removeprefix(" ")
        if bare.endswith(" ") and bare != "-- ":
            pending.append(bare[:-1] if delsp else bare)
        else:
            out.append("".join([*pending, bare]))
            pending.clear()
    _finish(out, pending)
    return "\n".join(out)


def _finish(out: list[str], pending: list[str]) -> None:
    if pending:
        out.append("".join(pending))
        pending.clear()
