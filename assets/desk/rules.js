// Lists in force: each a table with its first day, entered by one person and agreed by another.
import { ask, card, field, local, make, mark, saveFile, say, sheet, show, table } from "./parts.js";
import { told, words } from "./tongue.js";
import { COLUMN_NAMES } from "./words.js";

export async function lists(me) {
	const { kinds } = await ask("lists");
	show("在用的名单和标准", make("p", { class: "soft" }, "一个人录入，另一个人同意，到了那一天才用；旧的都留着。"),
		table("名单", [["名单", (row) => make("a", { href: "#/list/" + row.kind }, row.title)], ["管什么", (row) => row.about],
			["从哪天起", (row) => row.since || "还没有"], ["几行", (row) => row.count, "sum"],
			["发给终端", (row) => row.sent ? local(row.sent) : row.for_kiosks ? "还没有发过" : "经办台自己用"],
			["等着的", (row) => row.waiting ? mark(told`${row.waiting} 份等人同意`, "warn") : row.coming ? told`下一份 ${row.coming} 起` : "—"]], kinds));
}

// A table as it was pasted: from a spreadsheet with tabs, or with commas.
function parse(text) {
	const tabs = text.includes("\t");
	const rows = [[]];
	let cell = "", quoted = false;
	const end = () => { rows[rows.length - 1].push(cell.trim()); cell = ""; };
	for (let i = 0; i < text.length; i++) {
		const sign = text[i];
		if (quoted && sign === '"' && text[i + 1] === '"') {
			cell += '"';
			i++;
		} else if (sign === '"' && (quoted || cell === "")) {
			quoted = !quoted;
		} else if (!quoted && (sign === "\t" || (sign === "," && !tabs))) {
			end();
		} else if (!quoted && sign === "\n") {
			end();
			rows.push([]);
		} else if (sign !== "\r") {
			cell += sign;
		}
	}
	end();
	return rows.filter((row) => row.length > 1 || row[0] !== "");
}

// What classes are taken from is never empty.
const CAN_BE_EMPTY = ["friction", "shortage", "projects", "overrides", "holidays", "budget"];

function known(text) {
	return Object.assign(new Error(text), { known: true });
}

async function enter(me, all, form) {
	const rows = parse(form.table);
	if (rows.length && rows[0].join() === all.columns.join())
		rows.shift();
	if (!rows.length && form.emptied !== "yes")
		throw known("表格里一行也没有。要清空这张名单，请打勾。");
	const wrong = rows.findIndex((row) => row.length !== all.columns.length);
	if (wrong >= 0)
		throw known(told`第 ${wrong + 1} 行有 ${rows[wrong].length} 格，应当是 ${all.columns.length} 格。`);
	await ask("list_enter", { kind: all.kind, first_day: form.first_day, reason: form.reason, rows, emptied: form.emptied === "yes" });
	say("录好了，等另一个人同意。");
	await list(me, all.kind);
}

function changes(all, one) {
	const lines = (title, rows) => rows.length > 0 && make("p", {}, told`${title} ${rows.length} 行：${rows.slice(0, 5).map((row) => told`${row[0]} ${shown(row[1] || "")}`).join(words("；"))}${rows.length > 5 ? "……" : ""}`);
	return make("div", {}, lines("新增", one.changes.added), lines("去掉", one.changes.removed), lines("改动", one.changes.changed));
}

function versions(me, all) {
	const agree = (one) => !one.confirmed && !one.mine && me.may.includes("list_agree") && sheet("agree-" + one.id, [], told`同意，${one.first_day} 起用`, async () => {
		await ask("list_agree", { id: one.id });
		say("定了。");
		await list(me, all.kind);
	});
	return table("录过的", [["从哪天起", (one) => one.first_day, "nowrap"], ["几行", (one) => one.count, "sum"], ["谁录的", (one) => one.who],
		["谁同意的", (one) => one.second || mark("等人同意", "warn")], ["依据", (one) => one.reason],
		["改了什么", (one) => one.confirmed ? "—" : make("div", {}, changes(all, one), agree(one))]], all.versions);
}

const shown = (cell) => cell === "true" ? "是" : cell === "false" ? "否" : cell;

export async function list(me, kind) {
	const all = await ask("list", { kind });
	const head = all.columns.join(",");
	show(all.title, make("p", { class: "soft" }, told`${all.about}。${all.for_kiosks ? "到了那一天，中心签名以后自动发给各终端，先少后多。" : ""}`),
		make("p", {}, make("a", { class: "tab", href: "#/lists" }, "‹ 所有名单"), " ", all.in_force.length > 0 && make("button", { type: "button", id: "list-csv", on: { click: async () =>
			saveFile(kind + ".csv", "text/csv", (await ask("list_csv", { kind })).csv) } }, "导出表格")),
		table(all.since ? told`${all.since} 起在用` : "在用的", all.columns.map((name, i) => [COLUMN_NAMES[name] || name, (row) => shown(row[i])]), all.in_force), make("p"), versions(me, all), make("p"),
		me.may.includes("list_enter") && me.region !== 0 && kind !== "holidays" && make("p", { class: "soft" }, "这张名单由市级录入。"),
		me.may.includes("list_enter") && (me.region === 0 || kind === "holidays") && card("录一份新的", make("p", { class: "soft" }, told`整张表贴进来，一行一条，各列是：${all.columns.map((name) => words(COLUMN_NAMES[name] || name)).join(words("、"))}。是和否写 true、false。`),
			sheet("list-enter", [field("first_day", "从哪天起用", make("input", { type: "date", required: true, value: me.day, min: me.day })),
				field("table", "表格", make("textarea", { rows: 8, required: true, spellcheck: "false" }, all.in_force.length ? [head, ...all.in_force.map((row) =>
					row.map((cell) => /[",\n]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell).join(","))].join("\n") : head + "\n")),
				CAN_BE_EMPTY.includes(kind) && make("label", {}, make("input", { type: "checkbox", name: "emptied", value: "yes" }), "一行也没有：清空这张名单"),
				field("reason", "依据", make("input", { required: true, minlength: 2, maxlength: 200 }))], "交给另一个人", (form) => enter(me, all, form))));
}
