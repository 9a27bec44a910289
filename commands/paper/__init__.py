"""Board papers: composed from the record, written in, issued, explained, and checked again years later."""

from commands.base import Command, group
from commands.paper import composing, issuing, listing, preparing
from commands.paper.explaining import explain
from commands.paper.template import template
from commands.paper.verifying import verify

app = group("Compose papers for boards from the record, issue them, and check them again years later.")
app.command("board", cls=Command)(composing.board)
app.command("progress", cls=Command)(composing.progress)
app.command("response", cls=Command)(composing.response)
app.command("timeline", cls=Command)(composing.timeline)
app.command("template", cls=Command)(template)
app.command("begin", cls=Command)(preparing.begin)
app.command("write", cls=Command)(preparing.write)
app.command("text", cls=Command)(preparing.text)
app.command("issue", cls=Command)(issuing.issue)
app.command("reissue", cls=Command)(issuing.reissue)
app.command("explain", cls=Command)(explain)
app.command("verify", cls=Command)(verify)
app.command("check", cls=Command)(listing.check)
app.command("list", cls=Command)(listing.list_)
