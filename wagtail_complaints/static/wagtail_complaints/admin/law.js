/* Holds the page against the law as it is typed: asks when the form has changed and then rested, and on the button. */
(() => {
  const RESTS = 1000;
  const FRAMES = 60;

  /* Wagtail keeps the blocks of a StreamField at its root; where it does not, the editor is told how to do it by hand. */
  const blocksOf = (field) => document.getElementById(`${field}-root`)?.rootBlock;

  /* Begins a reason for the finding, in the stage with that number or beside the stages, and puts the cursor into it. */
  function begin(stage, finding) {
    const list = stage === "" ? blocksOf("differs") : blocksOf("stages")?.children[stage]?.block.childBlocks.differs;
    if (!list?.insert) return false;
    const value = { finding, reason: "" };
    const begun = list.children.find(({ block }) => block.getValue().finding === finding);
    if (!begun) list.insert(stage === "" ? { type: "differs", value } : value, list.children.length, {});
    const { block } = begun || list.children[list.children.length - 1];
    const reason = block.childBlocks.reason.element.querySelector("textarea");
    reveal(reason);
    settle(reason, FRAMES);
    return true;
  }

  /* Puts the cursor into a field that may still be unfolding. */
  function settle(field, frames) {
    field.focus();
    field.scrollIntoView({ block: "center" });
    if (frames && document.activeElement !== field) requestAnimationFrame(() => settle(field, frames - 1));
  }

  /* Opens whatever the element lies folded in: a tab, a panel, the settings of a block. */
  function reveal(element) {
    for (let each = element.parentElement; each; each = each.parentElement) {
      if (!each.hidden || !each.id) continue;
      const opener = `[aria-controls="${each.id}"], [role="tab"][href="#${each.id}"]`;
      document.querySelector(opener)?.click();
    }
    const close = document.querySelector("[data-form-side-close-button]");
    if (close && matchMedia("(max-width: 50em)").matches) close.click();
  }

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

    answer.addEventListener("click", (event) => {
      const button = event.target.closest("[data-law-differ]");
      if (!button) return;
      const details = button.parentElement.querySelector("details");
      if (begin(button.dataset.lawStage, details.querySelector("code").textContent)) say(panel.dataset.lawBeside);
      else details.open = true;
    });
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
