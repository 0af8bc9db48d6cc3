// Where rows can be chosen: a mark for all of them, and how many there are. Without this script each row has its own.

for (const head of document.querySelectorAll("th[data-pick-all]")) {
    const table = head.closest("table");
    const rows = [...table.querySelectorAll("td.pick input")];
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", head.dataset.pickAll);
    all.addEventListener("change", () => rows.forEach((row) => (row.checked = all.checked)));
    table.addEventListener("change", () => {
        const chosen = rows.filter((row) => row.checked).length;
        all.checked = chosen === rows.length;
        all.indeterminate = chosen > 0 && chosen < rows.length;
    });
    head.append(all);
}
