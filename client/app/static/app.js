// Conveniences only; every page works without them.

// A form marked data-once is sent once, however often its button is pressed.
for (const form of document.querySelectorAll("form[data-once]")) {
  const button = form.querySelector("button");
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    button.setAttribute("aria-disabled", "true");
  });
  // Coming back through the browser's history finds the form ready again.
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    button.removeAttribute("aria-disabled");
  });
}

// The keys 1 to 9 choose an answer; Enter then sends it.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = document.querySelectorAll(".choice input")[Number(event.key) - 1];
  if (choice) {
    choice.checked = true;
    choice.focus();
  }
});

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
