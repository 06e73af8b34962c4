// Four tabs; each is opened when it is first chosen, and again where it could not be opened.

function render({ model, el }) {
  const line = connect(model);
  const root = make("div", { className: "gpgp-editor" });
  el.replaceChildren(root);

  // JupyterLab must not take the keys typed here for its own commands.
  root.addEventListener("keydown", (event) => event.stopPropagation());

  (async () => {
    const { tabs, first } = await line.ask("tabs", {});
    const names = Object.keys(tabs);
    const made = `gpgp-${Math.random().toString(36).slice(2)}`;
    const bar = make("div", { className: "tabs", role: "tablist", "aria-label": "The analyst's room" });
    const panels = {};
    const buttons = {};
    for (const name of names) {
      panels[name] = make("div", { id: `${made}-${name}`, className: "panel", role: "tabpanel", "data-tab": name,
        hidden: true, "aria-labelledby": `${made}-${name}-tab` });
      buttons[name] = make("button", { type: "button", role: "tab", id: `${made}-${name}-tab`,
        "aria-controls": `${made}-${name}`, on: { click: () => choose(name) } }, tabs[name]);
    }
    bar.append(...Object.values(buttons));
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const here = names.indexOf(event.target.closest("[role=tab]").id.slice(made.length + 1, -4));
      const next = names[(here + by + names.length) % names.length];
      choose(next);
      buttons[next].focus();
    });
    root.replaceChildren(bar, ...Object.values(panels));

    function choose(name) {
      for (const one of names) {
        panels[one].hidden = one !== name;
        buttons[one].setAttribute("aria-selected", String(one === name));
        buttons[one].tabIndex = one === name ? 0 : -1;
      }
      const panel = panels[name];
      if (panel.dataset.open) return;
      panel.dataset.open = "yes";
      const send = async (what, data) => {
        const got = await line.ask(what, { tab: name, ...data });
        if (got.error && what === "open") delete panel.dataset.open;
        return got;
      };
      if (name === "themes") openThemes(panel, send);
      else openCards(panel, send, { label: tabs[name] });
    }
    choose(first);
  })();

  return line.close;
}

export default { render };
