/* Adds to the public's forms what only a script can: questions that appear when they arise, and focus on what is to be read first.
   Without it every question stands there, and the form works the same. */
(() => {
  /* The answer stands on this page, or was given on one before and is carried along. */
  const answerOf = (form, name) =>
    form.querySelector(`input[name="${name}"]:checked, input[name="${name}"][type="hidden"]`)?.value;

  const showWhatArises = (form) => {
    for (const field of form.querySelectorAll("[data-complaints-when]")) {
      const arises = field.dataset.complaintsAnswers.split(" ").includes(answerOf(form, field.dataset.complaintsWhen));
      field.hidden = !arises;
      for (const box of field.querySelectorAll("input, textarea")) box.disabled = !arises;
    }
  };

  for (const form of document.querySelectorAll("[data-complaints-form]")) {
    form.addEventListener("change", () => showWhatArises(form));
    window.addEventListener("pageshow", () => showWhatArises(form));
    showWhatArises(form);
  }

  /* Orca reads a page that is asked for at one of its places no further than its title: the place has done its work. */
  const first = document.querySelector("[data-complaints-focus]");
  if (first) {
    first.focus();
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  /* Exit this page: at once, leaving no page to come back to; also by pressing Shift three times within five seconds. */
  const exit = document.querySelector("[data-complaints-exit]");
  if (!exit) return;

  const leave = () => {
    document.documentElement.classList.add("complaints-leaving");
    document.title = "";
    for (const form of document.forms) form.reset();
    window.location.replace(exit.href);
  };

  const told = document.createElement("span");
  told.className = "complaints-hidden";
  told.setAttribute("aria-live", "polite");
  exit.after(told);

  let presses = 0;
  let alone = false;
  let forget;
  const count = (pressed) => {
    window.clearTimeout(forget);
    presses = pressed;
    if (presses === 3) leave();
    told.textContent = presses ? exit.dataset.complaintsExit.split("|")[presses - 1] ?? "" : "";
    if (presses) forget = window.setTimeout(() => count(0), 5000);
  };

  /* Shift counts when it is pressed alone. A screen reader keeps the H of its Shift+H to itself: that something moved tells. */
  const moved = () => { alone = false; if (presses) count(0); };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") moved();
    else if (!event.repeat) alone = true;
  });
  document.addEventListener("keyup", (event) => { if (event.key === "Shift" && alone) count(presses + 1); });
  for (const moving of ["selectionchange", "focusin"]) document.addEventListener(moving, moved);
  document.addEventListener("scroll", () => { alone = false; });

  for (const link of document.querySelectorAll("[data-complaints-exit]")) {
    link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  }
})();
