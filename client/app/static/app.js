// Conveniences only; every page works without them.

// A form marked data-once is sent once, however often its button is pressed.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  // Coming back through the browser's history finds the form ready again.
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  });
}

// A choice is chosen by its key (A, B, …) or by typing what it says: 17 chooses 17, wherever it
// stands. What is typed stays one text, however long a child thinks between two keys, until it is
// taken back (Backspace, Escape) or left (Tab, an arrow, a click). While it fits no choice, none is
// chosen. Enter sends the form.
const status = document.querySelector("#typed");
const choices = status ? [...document.querySelectorAll(".choice input")] : [];
let typed = "";

// As typed on any keyboard: minus signs alike, x² as x2, no blanks and commas but 1 1/2.
function plain(text) {
  const folded = text.normalize("NFKC").toLowerCase().replace(/[−–]/g, "-").replace(/[$,]/g, "");
  return folded.replace(/\s+/g, " ").replace(/(?<!\d) | (?!\d)/g, "");
}

function keyed(text) {
  return choices.find((choice) => choice.dataset.key === text.toUpperCase());
}

function choose(text) {
  typed = text;
  const starting = typed ? choices.filter((choice) => plain(choice.value).startsWith(plain(typed))) : [];
  const exact = starting.find((choice) => plain(choice.value) === plain(typed));
  // 36 is enough for 36 cm, and 1 is not for 12.
  const begun = starting.length === 1 && !/^\W?\d/.test(plain(starting[0].value).slice(plain(typed).length));
  const chosen = keyed(typed) ?? exact ?? (begun ? starting[0] : undefined);
  for (const choice of choices) choice.checked = choice === chosen;
  chosen?.focus();
  const sentence = starting.length ? status.dataset.typed : status.dataset.none;
  status.textContent = typed && !keyed(typed) ? sentence.replace("{}", () => typed) : "";
}

function leaveTyped() {
  typed = status.textContent = "";
}

// On a Korean, Greek or Arabic keyboard the key for A still stands where A does.
function letterOf(event) {
  const place = /^Key([A-Z])$/.exec(event.code);
  return place && !/^[ -~]$/.test(event.key) ? place[1].toLowerCase() : event.key;
}

if (choices.length) {
  document.addEventListener("pointerdown", leaveTyped);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("a, button, summary, input:not([type=radio])")) return;
    const letter = letterOf(event);
    if (typed && (event.key === "Backspace" || event.key === "Escape")) {
      choose(event.key === "Escape" ? "" : [...typed].slice(0, -1).join(""));
    } else if (letter.length === 1 && (typed || letter !== " ")) {
      choose(keyed(typed) ? letter : typed + letter); // B and then A chooses A
    } else {
      if (!["Shift", "Enter", "CapsLock"].includes(event.key)) leaveTyped();
      return;
    }
    event.preventDefault();
  });
}

// Where the prediction was not there in time, look for it a few more times.
async function fetchForecast(triesLeft) {
  await new Promise((done) => setTimeout(done, 6000));
  const pending = document.querySelector("#forecast[data-pending]");
  if (!pending || !triesLeft) return;
  try {
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("#forecast");
    if (fresh && !("pending" in fresh.dataset)) {
      pending.replaceChildren(...fresh.childNodes);
      delete pending.dataset.pending;
    }
  } catch {
    // Not there yet; the next try may find it.
  }
  fetchForecast(triesLeft - 1);
}
if (document.querySelector("#forecast[data-pending]")) fetchForecast(10);
