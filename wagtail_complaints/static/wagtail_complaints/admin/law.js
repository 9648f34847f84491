/* Holds the page against the law as it is typed: asks when the form has changed and then rested, and on the button. */
(() => {
  const RESTS = 1000;

  function start(panel) {
    const form = document.querySelector("form[data-edit-form]");
    if (!form) return;
    const answer = panel.querySelector("[data-law-answer]");
    const status = panel.querySelector("[data-law-status]");
    const again = panel.querySelector("[data-law-again]");
    const counter = document.querySelector('[data-side-panel-toggle="law"] [data-side-panel-toggle-counter]');
    let asked = null;
    let before = null;
    let asking = null;

    const typed = () => {
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return new URLSearchParams(data).toString();
    };

    function show(html) {
      const open = [...answer.querySelectorAll("details[open] code")].map((code) => code.textContent);
      const held = answer.contains(document.activeElement) ? document.activeElement.closest("details") : null;
      const focused = held?.querySelector("code")?.textContent;
      answer.innerHTML = html;
      for (const details of answer.querySelectorAll("details")) {
        const name = details.querySelector("code").textContent;
        details.open = open.includes(name);
        if (name === focused) details.querySelector("summary").focus();
      }
      const found = answer.querySelector("[data-law-count]");
      if (!found) return;
      say(found.dataset.lawSaid);
      if (counter) {
        counter.textContent = found.dataset.lawCount;
        counter.hidden = found.dataset.lawCount === "0";
      }
    }

    function say(words) {
      if (status.textContent !== words) status.textContent = words;
    }

    async function ask(body) {
      asked = body;
      asking?.abort();
      const mine = new AbortController();
      asking = mine;
      answer.setAttribute("aria-busy", "true");
      try {
        const response = await fetch(panel.dataset.lawUrl, {
          method: "POST",
          body,
          credentials: "same-origin",
          headers: {
            "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
            "X-CSRFToken": form.querySelector('[name="csrfmiddlewaretoken"]').value,
          },
          signal: mine.signal,
        });
        if (!response.ok || response.redirected) throw new Error(String(response.status));
        show(await response.text());
      } catch (error) {
        if (error.name === "AbortError") return;
        say(panel.dataset.lawFailed);
      }
      if (asking === mine) answer.removeAttribute("aria-busy");
    }

    again.hidden = false;
    again.addEventListener("click", () => {
      say(panel.dataset.lawLooking);
      ask(typed());
    });
    say(panel.dataset.lawLooking);
    setInterval(() => {
      if (document.hidden) return;
      const now = typed();
      if (now !== asked && now === before) ask(now);
      before = now;
    }, RESTS);
  }

  const ready = () => document.querySelectorAll("[data-law]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
