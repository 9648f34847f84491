/* A page that is there to be printed: its button prints it. */

for (const button of document.querySelectorAll("[data-wc-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
}
