// One thing at a time: a list, and the card of the chosen row, drawn as Python describes them.

function openCards(panel, send, { label }) {
  const [status, say] = makeStatus();
  const place = make("div", { className: "row" });
  const list = make("ul", { className: "grow", "aria-label": label });
  const card = make("section", { className: "card", tabIndex: -1, "aria-label": "What is decided on" });
  const inputs = {};
  let desk = null;
  let typed = "";
  let later = 0;
  panel.classList.add("two");
  panel.replaceChildren(make("section", { "aria-label": label }, place, list), card);

  const given = () => Object.fromEntries(Object.entries(inputs).map(([name, node]) => [name, node.value]));

  // One request after the other: a key means the card that the answer before it drew.
  let last = Promise.resolve();
  const queue = (work) => { last = last.then(work); return last; };

  panel.addEventListener("keydown", (event) => {
    const by = event.target.closest("ul") === list ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : 0;
    if (isTyping(event)) {
      if (event.key === "Escape") { card.focus(); event.preventDefault(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.tagName === "BUTTON") return;
    if (!by && event.key.length > 1 && event.key !== "Enter") return;
    event.preventDefault();
    queue(() => (by ? step(by) : press(event.key)));
  });

  function press(key) {
    if (!desk?.card) return null;
    if (/^[0-9]$/.test(key) && desk.card.choices.length) return number(key);
    const found = desk.card.buttons.find((one) => one.key.toLowerCase() === key.toLowerCase());
    return found?.is_possible ? act(found) : null;
  }
  function number(digit) {
    const width = desk.card.choices[0].key.length;
    typed += digit;
    if (typed.length < width) { say(`${typed} …`); return null; }
    const found = desk.card.choices.find((one) => one.key === typed);
    const said = typed;
    typed = "";
    if (!found) say(`There is no number ${said}.`, true);
    return found ? act(found) : null;
  }
  function step(by) {
    const rows = desk.rows.map((one) => one.id);
    const next = rows[rows.indexOf(desk.chosen) + by];
    return next ? take("choose", { row: next }, true) : null;
  }
  function act(one) {
    clearTimeout(later);
    return take("act", { do: one.do, value: one.value, row: desk.chosen, given: given() });
  }
  async function take(what, data = {}, inList = false) {
    const got = await send(what, data);
    if (got.error) { say(got.error, true); return; }
    desk = got;
    draw(inList || list.contains(document.activeElement));
    say([got.notice, got.summary].filter(Boolean).join(" "));
  }
  async function redraw() {
    const got = await send("draw", { row: desk.chosen, given: given() });
    if (got.error) { say(got.error, true); return; }
    desk.card = got.card;
    passages.replaceChildren(...got.card.passages.map(drawPassage));
    note.textContent = got.card.note;
    tools.replaceChildren(...got.card.buttons.map(drawButton));
  }

  const passages = make("div", { className: "passages" });
  const note = make("p", { className: "small" });
  const choices = make("div", { className: "choices", role: "group", "aria-label": "Themes" });
  const tools = make("div", { className: "row", role: "toolbar", "aria-label": "Decide" });

  function draw(inList) {
    const view = desk.view ? make("label", { className: "row" }, desk.view.label, drawField(desk.view,
      (node) => queue(() => take("view", { value: node.value })))) : "";
    place.replaceChildren(make("h2", {}, desk.summary), view);
    list.replaceChildren(...desk.rows.map((one) => make("li", {}, make("button", { type: "button",
      className: one.is_done ? "theme done" : "theme", "aria-pressed": String(one.id === desk.chosen),
      on: { click: () => queue(() => take("choose", { row: one.id }, true)) } },
      make("b", {}, one.label), make("span", { className: "small" }, one.small)))));
    drawCard();
    const chosen = list.querySelector('[aria-pressed="true"]');
    chosen?.scrollIntoView({ block: "nearest" });
    (inList && chosen ? chosen : card).focus({ preventScroll: true });
  }
  function drawCard() {
    for (const name of Object.keys(inputs)) delete inputs[name];
    typed = "";
    const one = desk.card;
    if (!one) { card.replaceChildren(make("p", {}, desk.empty), status); return; }
    passages.replaceChildren(...one.passages.map(drawPassage));
    note.textContent = one.note;
    const fields = one.fields.map((field) => {
      inputs[field.name] = drawField(field, () => {}, () => { clearTimeout(later); later = setTimeout(() => queue(redraw), 300); });
      return make("label", { className: "field" }, field.label, inputs[field.name]);
    });
    choices.replaceChildren(...one.choices.map(drawButton));
    tools.replaceChildren(...one.buttons.map(drawButton));
    card.replaceChildren(make("h2", {}, one.title), passages, note, ...(one.choices.length ? [choices] : []),
      ...fields, tools, make("p", { className: "small" }, `Written to ${desk.place}`), status);
  }
  function drawField(field, changed, typing = () => {}) {
    const on = { change: () => changed(node), input: () => typing(node) };
    const node = field.kind === "list"
      ? make("select", { on }, ...field.options.map(([value, text]) => make("option", { value }, text.slice(0, 80))))
      : field.kind === "text" ? make("textarea", { rows: 4, on }) : make("input", { type: "text", on });
    node.value = field.value;
    return node;
  }
  function drawPassage(one) {
    const pieces = one.pieces.map((piece) => {
      const tag = { cut: "del", new: "ins" }[piece.change];
      const flagged = piece.is_flagged ? [make("mark", {}, piece.text)] : [piece.text];
      return tag ? make(tag, {}, ...flagged) : flagged[0];
    });
    return make("div", { className: "passage" }, make("span", { className: "small" }, one.label), make("p", {}, ...pieces));
  }
  function drawButton(one) {
    const isChoice = one.is_on !== null;
    const text = isChoice ? [make("kbd", {}, one.key), ` ${one.label}`] : withKey(one.label, one.key);
    return make("button", { type: "button", className: one.is_main ? "main" : "", title: one.small,
      disabled: !one.is_possible, "data-do": one.do, "aria-keyshortcuts": one.key,
      ...(isChoice ? { "aria-pressed": String(one.is_on) } : {}), on: { click: () => queue(() => act(one)) } }, ...text);
  }

  say("Opening …");
  card.replaceChildren(status);
  queue(() => take("open"));
}
