(() => {
  const form = document.querySelector("form.filter");
  if (!form) return;
  const lists = [...form.querySelectorAll("select")], said = form.querySelector("output");
  const apply = () => {
    const wanted = lists.filter((list) => list.value).map((list) => list.value.split(" "));
    for (const part of document.querySelectorAll("[data-causes]")) {
      const own = part.dataset.causes.split(" ");
      part.hidden = !wanted.every((causes) => causes.some((cause) => own.includes(cause)));
    }
    const all = document.querySelectorAll("section[data-causes]");
    const shown = [...all].filter((part) => !part.hidden).length;
    said.textContent = wanted.length ? `${shown} of ${all.length} causes` : "";
  };
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
