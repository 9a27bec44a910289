// The page as a whole: what is said of it at its head, and how it begins.

function shown(pack) {
  const page = new Page(pack),
    parts = [
      ["cover", "What this is"],
      ["checked", "What was checked"],
      ["withheld", "What is withheld"],
      ["unclaimed", "What is not claimed"],
      ["register", "Register"],
      ["records", "Records"],
      ["beside", "Keys and names"],
    ];
  const main = make(
    "main",
    { id: "main" },
    cover(page),
    checked(page),
    withheld(page),
    unclaimed(page),
    register(page),
    section(
      "records",
      "Records",
      pack.records.map((record) => page.record(record)),
    ),
    beside(page),
  );
  const links = parts.map(([id, title]) => make("li", null, make("a", { href: `#${id}` }, title)));
  return [make("nav", { "aria-label": "Parts of this page" }, make("ul", null, links)), main];
}

function title(pack) {
  const said = { bad: "Altered: ", odd: "Not all checked: ", good: "" }[verdict(pack)[0]];
  return seen(`${said}${pack.made.fields.stream}: pack of records`);
}

function verdict(pack) {
  const altered = pack.records.filter((record) => record.problems.length).map((record) => record.name),
    problems = [...pack.problems, ...pack.shared.problems, ...pack.countersigned.problems];
  if (altered.length || problems.length) {
    return [
      "bad",
      [
        "✗ Altered. ",
        altered.length
          ? `${count(altered.length, "record")} of ${pack.records.length} ${altered.length === 1 ? "is" : "are"} ` +
            `not as recorded: ${altered.slice(0, 20).join(", ")}${altered.length > 20 ? " and others" : ""}. `
          : "",
        problems.join(" "),
      ],
    ];
  }
  const here = `The entries here of ${count(pack.records.length, "record")} are as recorded`;
  if (pack.signed === null)
    return [
      "odd",
      `? Checked in part. ${here} under the checkpoint, but this browser cannot check signatures, so nothing shows who ` +
        "signed that.",
    ];
  if (pack.unproven.length)
    return [
      "odd",
      `? Author unproven. ${here}, but who recorded ${count(pack.unproven.length, "entry", "entries")} of this file is not ` +
        "proved, as the key was revoked.",
    ];
  return ["good", `✓ Checked. ${here}, under the checkpoint and the first key that are named below. Compare these.`];
}

/** Everything that is shown; a page that could check nothing says so, and shows nothing. */
async function check(data, header, say) {
  if (!globalThis.crypto || !crypto.subtle)
    return say(
      "odd",
      "? Not checked. This browser has no Web Crypto here, so nothing can be checked and nothing is shown.",
    );
  try {
    await trySupport();
    let done = 0;
    const pack = await checkPack(() => {
      done += 1;
      if (done % 200 === 0) say("odd", `Checking… ${done} entries`);
    });
    const parts = shown(pack);
    header.after(...parts);
    document.title = title(pack);
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
    return say(...verdict(pack));
  } catch (error) {
    return say(
      "bad",
      `✗ Altered. ${error instanceof Wrong ? error.message : "The file cannot be read."} Nothing of it is shown.`,
    );
  } finally {
    data.remove();
  }
}

async function start() {
  const blocks = [...document.querySelectorAll('script[type="application/json"]')],
    status = make("p", { role: "status", id: "verdict" }, "Checking…"),
    box = make("div", { class: "verdict" }, status);
  const header = make("header", null, make("h1", null, "Pack of records from an AFI ledger"), box),
    data = make("div", { hidden: "" }, blocks);
  // Whatever else stood in the file goes: nothing is shown that this script did not check or write. Markup can take
  // over document.body by a name, or cover its children by a shadow root, so there is a new body; of <html> it can neither.
  const root = Object.getOwnPropertyDescriptor(Document.prototype, "documentElement").get.call(document),
    body = make("body", null, make("a", { class: "skip", href: "#main" }, "Skip to the pack"), header, data);
  for (const each of [...root.children]) if (each.localName !== "head") each.remove();
  root.append(body);
  await check(data, header, (kind, words) => {
    box.className = `verdict ${kind}`;
    status.replaceChildren(make("strong", null, words));
  });
  root.dataset.done = "";
}

/** On paper nobody can open what is folded up. */
function unfold() {
  const folded = [...document.querySelectorAll("details.read:not([open])")];
  for (const each of folded) each.open = true;
  addEventListener(
    "afterprint",
    () => {
      for (const each of folded) each.open = false;
    },
    { once: true },
  );
}

addEventListener("beforeprint", unfold);
addEventListener("DOMContentLoaded", start);
