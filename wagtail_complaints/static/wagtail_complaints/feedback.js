/* Adds to the public's forms what only a script can: questions that appear when they arise, and focus on what is wrong.
   Without it every question stands there, and the form works the same. */
(() => {
  const answerOf = (form, name) => form.querySelector(`input[name="${name}"]:checked`)?.value;

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

  document.querySelector("[data-complaints-errors]")?.focus();
})();
