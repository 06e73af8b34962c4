// What all tabs share: making nodes, asking Python, saying what happened, keys.

function make(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") for (const [kind, act] of Object.entries(value)) node.addEventListener(kind, act);
    else if (name in node && name !== "list" && name !== "form") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Every request gets its answer by number; a fault is said where the request came from.
function connect(model) {
  const waiting = new Map();
  let sent = 0;
  const hear = (message) => {
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  };
  model.on("msg:custom", hear);
  return {
    ask: (what, data) => new Promise((resolve) => {
      sent += 1;
      waiting.set(sent, resolve);
      model.send({ id: sent, ask: what, ...data });
    }),
    close: () => model.off("msg:custom", hear),
  };
}

function makeStatus() {
  const node = make("div", { className: "status", role: "status", "aria-live": "polite" });
  const say = (text, wrong = false) => {
    node.className = wrong ? "status wrong" : "status";
    node.textContent = text;
  };
  return [node, say];
}

function isTyping(event) {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
}

// A button's label with its key underlined, or behind it.
function withKey(label, key) {
  const at = label.toLowerCase().indexOf(key.toLowerCase());
  return at < 0 ? [label, " (", make("kbd", {}, key), ")"]
    : [label.slice(0, at), make("kbd", {}, label.slice(at, at + key.length)), label.slice(at + key.length)];
}
