// The tab of themes. It holds no rule: every click is a message, every answer is drawn.

const ACTIONS = {
  accept: { key: "a", label: "Accept", on: "theme", fields: [] },
  rename: { key: "r", label: "Rename", on: "theme", fields: ["to"] },
  merge: { key: "m", label: "Merge into", on: "theme", fields: ["into"] },
  split: { key: "s", label: "Split off", on: "theme", fields: ["label", "include"] },
  new: { key: "n", label: "New theme", on: "any", fields: ["label", "include"] },
  drop: { key: "d", label: "Drop", on: "theme", fields: [] },
  move: { key: "v", label: "Move", on: "ticked", fields: ["into"] },
  pin_in: { key: "i", label: "Pin in", on: "ticked", fields: ["into"] },
  pin_out: { key: "o", label: "Pin out", on: "ticked", fields: [] },
  outside_draft: { key: "x", label: "Outside the draft", on: "theme", fields: [] },
  note: { key: "t", label: "Note", on: "theme", fields: [] },
};
const FIELD_LABELS = {
  to: "New label", label: "Label of the new theme", into: "Theme",
  include: "Words it takes, with commas (or tick comments)",
};

function openThemes(panel, send) {
  const state = {
    desk: null, theme: null, ticked: new Set(), page: null, effect: null, open: null,
    filter: { search: "", question: "", constituency: "", is_unsure: false },
    find: "", sort: "people", by: "", action: null,
  };
  const ask = async (what, data = {}) => {
    const got = await send(what, data);
    if (got.error) say(got.error, true);
    return got;
  };

  // The frame of the page is made once; only what changes is drawn again.
  const [status, say] = makeStatus();
  const themeList = make("ul", { className: "grow", "aria-label": "Themes" });
  const find = make("input", { type: "search", placeholder: "Find a theme", "aria-label": "Find a theme",
    on: { input: () => { state.find = find.value.toLowerCase(); drawThemes(); } } });
  const sort = make("select", { "aria-label": "Sort themes", on: { change: () => { state.sort = sort.value; drawThemes(); } } },
    make("option", { value: "people" }, "Most people"), make("option", { value: "label" }, "A to Z"),
    make("option", { value: "state" }, "Not accepted first"));
  const by = make("select", { "aria-label": "Count people in the answers to", on: { change: () => { state.by = by.value; drawThemes(); } } });
  const head = make("h2", {}, "Comments");
  const tools = make("div", { className: "row", role: "toolbar", "aria-label": "Decide on this theme" });
  const search = make("input", { type: "search", placeholder: "Search comments", "aria-label": "Search comments",
    on: { change: () => filter({ search: search.value }) } });
  const question = make("select", { "aria-label": "Question", on: { change: () => filter({ question: question.value }) } });
  const constituency = make("select", { "aria-label": "Constituency", on: { change: () => filter({ constituency: constituency.value }) } });
  const unsure = make("input", { type: "checkbox", on: { change: () => filter({ is_unsure: unsure.checked }) } });
  const commentList = make("ul", { className: "grow", "aria-label": "Comments of the theme", tabIndex: 0 });
  const pager = make("div", { className: "row" });
  const formPlace = make("div");
  const steps = make("ol", { "aria-label": "Decisions not yet saved" });
  const effect = make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "What they would change" });
  const undo = make("button", { type: "button", on: { click: () => change("undo") } }, ...withKey("Undo", "u"));
  const redo = make("button", { type: "button", on: { click: () => change("redo") } }, ...withKey("Redo", "y"));
  const save = make("button", { type: "button", className: "main", on: { click: () => change("save") } }, "Save");
  const reload = make("button", { type: "button", on: { click: () => change("reload") } }, "Read again");

  panel.classList.add("three");
  panel.replaceChildren(
    make("section", { "aria-label": "Themes" }, make("h2", {}, "Themes"),
      find, make("div", { className: "row filters" }, sort, by), themeList),
    make("section", { "aria-label": "Comments" }, head, tools,
      make("div", { className: "row filters" }, search, question, constituency,
        make("label", { className: "row" }, unsure, "unsure")), commentList, pager),
    make("section", { "aria-label": "Decisions" }, formPlace, make("h2", {}, "Not yet saved"),
      steps, make("div", { className: "row" }, undo, redo, save, reload),
      make("h2", {}, "What they would change"), effect, status));

  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.action) { closeForm(); event.preventDefault(); return; }
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const found = Object.entries(ACTIONS).find(([, one]) => one.key === key);
    const plain = { u: () => change("undo"), y: () => change("redo"), "/": () => search.focus(),
      arrowdown: () => step(event, 1), arrowup: () => step(event, -1) };
    if (found) { event.preventDefault(); openForm(found[0]); }
    else if (plain[key]) { if (!key.startsWith("arrow")) event.preventDefault(); plain[key](); }
  });

  function step(event, by) {
    const list = event.target.closest("ul");
    if (!list || event.target === commentList) return;
    const all = [...list.querySelectorAll("button.theme, input[type=checkbox]")];
    const next = all[all.indexOf(event.target) + by];
    if (next) { event.preventDefault(); next.focus(); }
  }
  function themeNow() { return state.desk.themes.find((one) => one.id === state.theme); }
  function peopleOf(theme) { return state.by ? theme.by_question[state.by] || 0 : theme.people; }

  function drawThemes() {
    const rank = { proposed: 0, "in the frame": 1, accepted: 2 };
    const order = { people: (a, b) => peopleOf(b) - peopleOf(a), label: (a, b) => a.label.localeCompare(b.label),
      state: (a, b) => rank[a.state] - rank[b.state] || peopleOf(b) - peopleOf(a) }[state.sort];
    const shown = state.desk.themes.filter((one) => (one.label + " " + one.words.join(" ")).toLowerCase().includes(state.find));
    const rows = shown.sort(order).map((one) => themeButton(one.id, one.label,
      `${peopleOf(one)} people · ${one.state}` + (one.settled ? ` · ${one.settled}` : "") +
      (one.outside ? " · outside the draft" : one.nearest ? ` · near “${one.nearest}”` : ""), one.words.join(", ")));
    rows.push(themeButton("none", "In no theme", `${state.desk.n_without} comments`, ""));
    const focused = themeList.contains(document.activeElement);
    themeList.replaceChildren(...rows);
    if (focused) focusTheme();
  }
  function focusTheme() {
    (themeList.querySelector('[aria-pressed="true"]') || themeList.querySelector("button"))?.focus();
  }
  function themeButton(id, label, small, title) {
    return make("li", {}, make("button", { type: "button", className: "theme", title, "data-theme": id,
      "aria-pressed": String(id === state.theme), on: { click: () => choose(id) } },
      make("b", {}, label), make("span", { className: "small" }, (id === "none" ? "" : id + " · ") + small)));
  }
  function drawTools() {
    tools.replaceChildren(...Object.entries(ACTIONS).map(([name, one]) => {
      return make("button", { type: "button", "data-do": name, disabled: !isPossible(one),
        "aria-keyshortcuts": one.key, on: { click: () => openForm(name) } }, ...withKey(one.label, one.key));
    }));
  }
  function isPossible(one) {
    if (one.on === "any") return true;
    if (one.on === "ticked") return state.ticked.size > 0 && (state.theme !== "none" || one.key === "i");
    return state.theme && state.theme !== "none";
  }
  function drawComments() {
    const page = state.page;
    const one = themeNow();
    head.textContent = (one ? one.label : "In no theme") + ` · ${page.total} comments`;
    commentList.replaceChildren(...page.rows.map(drawComment));
    const last = page.page + 1 >= page.pages;
    pager.replaceChildren(
      make("button", { type: "button", disabled: page.page === 0, on: { click: () => turn(page.page - 1) } }, "‹ Before"),
      `Page ${page.page + 1} of ${page.pages}`,
      make("button", { type: "button", disabled: last, on: { click: () => turn(page.page + 1) } }, "Next ›"),
      make("span", { className: "small ticks" }, state.ticked.size ? `${state.ticked.size} ticked` : ""));
    drawTools();
  }
  function drawComment(row) {
    const tick = make("input", { type: "checkbox", checked: state.ticked.has(row.id), "data-comment": row.id,
      "aria-label": `Tick: ${row.text.slice(0, 60)}`,
      on: { change: () => { tick.checked ? state.ticked.add(row.id) : state.ticked.delete(row.id);
        pager.querySelector(".ticks").textContent = state.ticked.size ? `${state.ticked.size} ticked` : ""; drawTools(); } } });
    const isOpen = state.open?.comment === row.id;
    const body = make("div", {}, make("p", {}, row.text),
      make("div", { className: "row" },
        make("span", { className: "small" }, `${row.constituency} · ${row.question.slice(0, 60)} · ${row.score.toFixed(2)}` +
          (row.is_unsure ? " · unsure" : "") + (row.also.length ? ` · also: ${row.also.join(", ")}` : "")),
        make("button", { type: "button", className: "plain", "aria-expanded": String(isOpen), "data-answers": row.id,
          on: { click: () => respondent(row.id) } }, "other answers")));
    if (isOpen) body.append(make("div", { className: "answers" }, ...state.open.answers.flatMap((each) =>
      [make("span", { className: "small" }, each.question), make("p", {}, each.text)])));
    return make("li", { className: row.is_unsure ? "comment unsure" : "comment" }, tick, body);
  }
  function drawSteps() {
    const rows = state.desk.steps.map((one, number) => make("li", { className: "step" },
      make("span", {}, make("b", {}, one.do.replace("_", " ")), ` ${one.text}`, make("span", { className: "small" }, `${one.reason} · ${one.who}`)),
      make("button", { type: "button", "aria-label": `Take out: ${one.do} ${one.text}`, on: { click: () => change("remove", { number }) } }, "×")));
    steps.replaceChildren(...(rows.length ? rows : [make("li", { className: "small" }, "Nothing yet.")]));
    undo.disabled = !rows.length;
    save.disabled = !rows.length;
    redo.disabled = !state.desk.can_redo;
  }
  function drawEffect() {
    const found = state.effect;
    if (!found || !state.desk.steps.length) { effect.replaceChildren(); return; }
    const rows = found.effect.map((row) => make("tr", {}, make("td", {}, row.label),
      ...[row.n_was, row.n_now, "+" + row.n_in, "−" + row.n_out].map((n) => make("td", {}, String(n)))));
    effect.replaceChildren(
      rows.length ? make("table", {}, make("thead", {}, make("tr", {}, ...["Comments of", "was", "now", "in", "out"].map((text) =>
        make("th", { scope: "col" }, text)))), make("tbody", {}, ...rows)) : make("p", { className: "small" }, "No comment moves."),
      make("p", { className: "small" }, `${found.first} gain a first theme, ${found.last} lose their last.`));
  }
  function drawFilters() {
    const fill = (select, all, options) => select.replaceChildren(make("option", { value: "" }, all),
      ...Object.entries(options).map(([value, label]) => make("option", { value }, label.slice(0, 60))));
    fill(question, "All questions", state.desk.questions);
    fill(by, "All questions", state.desk.questions);
    fill(constituency, "All constituencies", state.desk.constituencies);
  }
  function draw() { drawThemes(); drawTools(); drawSteps(); drawEffect(); }

  async function choose(id) { state.theme = id; state.ticked.clear(); state.open = null; commentList.replaceChildren(); drawThemes(); await turn(0); }
  async function turn(page) {
    const got = await ask("comments", { theme: state.theme, page, ...state.filter });
    if (!got.error && got.theme === state.theme) { state.page = got; drawComments(); }
  }
  function filter(change) { Object.assign(state.filter, change); turn(0); }
  async function respondent(id) {
    if (state.open?.comment === id) { state.open = null; drawComments(); return; }
    const got = await ask("respondent", { comment: id });
    if (!got.error) { state.open = got; drawComments(); }
    commentList.querySelector(`[data-answers="${CSS.escape(id)}"]`)?.focus();
  }

  function openForm(name) {
    const one = ACTIONS[name];
    if (!isPossible(one)) { say(one.on === "ticked" ? "Tick comments first." : "Choose a theme first.", true); return; }
    state.action = name;
    const inputs = {};
    const fields = one.fields.map((field) => {
      inputs[field] = field === "into"
        ? make("select", {}, ...state.desk.themes.filter((each) => each.id !== state.theme)
          .map((each) => make("option", { value: each.id }, each.label)))
        : make("input", { type: "text", value: field === "to" ? themeNow().label : "" });
      return make("label", { className: "field" }, FIELD_LABELS[field], inputs[field]);
    });
    inputs.reason = make("input", { type: "text", value: state.desk.reason, required: true });
    inputs.who = make("input", { type: "text", value: state.desk.who, required: true });
    const target = one.on === "ticked" || (name === "new" && state.ticked.size) || (name === "split" && state.ticked.size)
      ? `${state.ticked.size} ticked` : themeNow() ? themeNow().label : "";
    const onEnter = (event) => {  // a list would open; the list is chosen from with arrows
      if (event.key === "Enter" && event.target.tagName === "SELECT") { event.preventDefault(); form.requestSubmit(); }
    };
    const form = make("form", { "aria-label": one.label,
      on: { keydown: onEnter, submit: (event) => { event.preventDefault(); decide(name, inputs); } } },
      make("b", {}, `${one.label}: ${name === "new" && !state.ticked.size ? "from words" : target}`), ...fields,
      make("label", { className: "field" }, name === "note" ? "The note" : "Reason", inputs.reason),
      make("label", { className: "field" }, "Who decides (a role)", inputs.who),
      make("div", { className: "row" }, make("button", { type: "submit", className: "main" }, "Decide"),
        make("button", { type: "button", on: { click: closeForm } }, "Cancel (Esc)")));
    formPlace.replaceChildren(form);
    (inputs[one.fields[0]] || inputs.reason).focus();
    if (inputs[one.fields[0]]?.select) inputs[one.fields[0]].select();
  }
  function closeForm() {
    state.action = null;
    formPlace.replaceChildren();
    focusTheme();
  }
  async function decide(name, inputs) {
    const value = (field) => inputs[field]?.value;
    const comments = [...state.ticked];
    const common = { do: name.split("_")[0] === "pin" ? "pin" : name, reason: value("reason"), who: value("who") };
    const what = {
      rename: { theme: state.theme, to: value("to") },
      merge: { themes: [state.theme], into: value("into") },
      split: { theme: state.theme, label: value("label"), include: value("include"), comments },
      new: { label: value("label"), include: value("include"), comments },
      move: { comments, out_of: state.theme, into: value("into") },
      pin_in: { comments, into: value("into") },
      pin_out: { comments, out_of: state.theme },
    }[name] || { themes: [state.theme] };
    await change("decide", { ...common, ...what }, () => { state.ticked.clear(); closeForm(); });
  }
  async function change(what, data = {}, done = () => {}) {
    say(what === "save" ? "Saving …" : "");
    const got = await ask(what, data);
    if (got.error) return;
    state.desk = got;
    done();
    draw();
    say(got.notice || `${got.steps.length} not yet saved. Replaying …`);
    const found = await ask("preview");
    if (!found.error) {
      state.desk = { ...found, notice: "" };
      state.effect = found;
      if (state.theme !== "none" && !themeNow()) state.theme = found.themes[0]?.id || "none";
      draw();
      await turn(state.page ? state.page.page : 0);
      say(got.notice || `${found.steps.length} not yet saved; ${found.effect.length} themes would change.`);
    }
  }

  (async () => {
    say("Opening …");
    const got = await ask("open");
    if (got.error) return;
    state.desk = got;
    drawFilters();
    drawSteps();
    await choose(got.themes[0]?.id || "none");
    if (got.steps.length) await change("preview");
    say(got.notice || `${got.title}: ${got.themes.length} themes. Decisions go to ${got.place}.`);
  })();
}
