// Reports: the plan and what was done, by district or by department; each figure opens to its applications.
import { ask, fromBase64, make, money, monthName, saveFile, say, show, table } from "./parts.js";
import { told, words } from "./tongue.js";
import { BENEFITS } from "./facts.js";
import { COLUMNS } from "./lists.js";

const SVG = "http://www.w3.org/2000/svg";

function drawing(width, height, kind, ...shapes) {
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("viewBox", "0 0 " + width + " " + height);
	svg.setAttribute("class", kind);
	svg.setAttribute("aria-hidden", "true");	// the table beside it says the same
	for (const [tag, attributes, text] of shapes) {
		const node = document.createElementNS(SVG, tag);
		for (const [name, value] of Object.entries(attributes))
			node.setAttribute(name, value);
		node.textContent = words(text || "");
		svg.append(node);
	}
	return svg;
}

function bar(rate, passed) {
	return drawing(200, 16, "bar", ["rect", { class: "back", width: 200, height: 16, rx: 3 }],
		["rect", { class: rate >= passed ? "done" : "less", width: Math.min(200, 2 * (rate || 0)), height: 16, rx: 3 }],
		["line", { x1: 2 * passed, x2: 2 * passed, y1: 0, y2: 16 }]);
}

// What was done by the end of each month, beside the plan if every month did the same.
function line(months, plan, last) {
	const sums = [];
	months.forEach((row, i) => sums.push(row.persons + (sums[i - 1] || 0)));
	const top = Math.max(plan, sums[11], 1);
	const at = (month, value) => (40 + 50 * month) + "," + (180 - 160 * value / top).toFixed(1);
	return drawing(680, 210, "line", ["polyline", { class: "plan", points: at(0, 0) + " " + at(12, plan) }],
		["polyline", { class: "done", points: [at(0, 0), ...sums.slice(0, last).map((sum, i) => at(i + 1, sum))].join(" ") }],
		["text", { x: 36, y: 24, "text-anchor": "end" }, String(top)], ["text", { x: 36, y: 184, "text-anchor": "end" }, "0"],
		...months.map((row, i) => ["text", { x: 90 + 50 * i, y: 204, "text-anchor": "middle" }, monthName(row.month)]));
}

// Whoever sees the whole city closes a month that is over; it stays as it was then.
function closer(me, annex, year, row) {
	const month = year + "-" + String(row.month).padStart(2, "0");
	if (!me.may.includes("close_month") || me.region !== 0 || month >= me.day.slice(0, 7))
		return "没有封存";
	return make("button", { type: "button", on: { click: async () => {
		await ask("close_month", { month });
		say(told`${month} 封存了。`);
		report(me, annex + "-" + year);
	} } }, "封存");
}

function monthly(me, annex, year, all) {
	const rows = all.months.filter((row) => row.persons || row.fen || row.closed !== null || row.back);
	const change = (now, then, write) => then === null ? "" : now === then ? words("没有") : (now > then ? "+" : "−") + write(Math.abs(now - then));
	return table("按月", [["月", (row) => monthName(row.month)],
		["完成", (row) => figure(row.persons, [annex, year, "", row.month]), "sum"], ["已拨", (row) => money(row.fen), "sum"],
		["封存时完成", (row) => row.closed === null ? closer(me, annex, year, row) : row.closed, "sum"],
		["封存时已拨", (row) => row.closed === null ? "" : money(row.closed_fen), "sum"],
		["封存后更正", (row) => [change(row.persons, row.closed, String), change(row.fen, row.closed_fen, money)].filter(Boolean).map(words).join(words("；")), "sum"],
		["后来追回", (row) => row.back ? told`${row.back} 件，${money(row.back_fen)}` : "—", "sum"]], rows);
}

function figure(count, where) {
	return count ? make("a", { href: "#/rows/" + where.join("-") }, String(count)) : "0";
}

function files(report, which, name) {
	const button = (id, title, act, type, key) => make("button", { type: "button", id, on: { click: async () => {
		const answer = await ask(act, which);
		saveFile(name + "." + id, type, key === "csv" ? answer.csv : fromBase64(answer[key]));
	} } }, title);
	return [button("csv", "表格（CSV）", report + "_csv", "text/csv", "csv"),
		button("xlsx", "Excel", report + "_xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
		button("pdf", "PDF", report + "_paper", "application/pdf", "pdf")];
}

export async function report(me, wanted) {
	const [first, second] = wanted.split("-").map(Number);
	const annex = first === 2 ? 2 : 1;
	const year = second || Number(me.day.slice(0, 4));
	const [all, { lines }] = await Promise.all([ask("report", { annex, year }), ask("budget", { year })]);
	const count = (name) => all.rows.reduce((sum, row) => sum + (row[name] || 0), 0);
	const plan = count("plan"), done = count("done");
	const rate = plan ? (100 * done / plan).toFixed(1) + "%" : "—";
	const whose = annex === 1 ? "地区" : "部门";
	const columns = [[whose, (row) => row.name], ["计划", (row) => row.plan, "sum"],
		["完成", (row) => figure(row.done, [annex, year, row.no]), "sum"],
		["完成率", (row) => row.rate === null ? "—" : row.rate.toFixed(1) + "%", "sum"],
		[told`（虚线：时间过了 ${all.passed}%）`, (row) => row.rate === null ? "" : bar(row.rate, all.passed)],
		["已拨", (row) => money(row.fen), "sum"]];
	const tab = (to, title, here) => make("a", { class: "tab", href: "#/report/" + to, "aria-current": here ? "page" : null }, title);
	const last = year < Number(me.day.slice(0, 4)) ? 12 : year > Number(me.day.slice(0, 4)) ? 0 : Number(me.day.slice(5, 7));
	show(annex === 1 ? told`附件1：${year} 年各地区培训进度` : told`附件2：${year} 年各部门培训进度`, make("div", { class: "head" }, make("div", {}, make("h1", { "data-title": "" }),
		make("p", { class: "soft" }, told`计划是文件附件${annex}的数；完成是复核通过的申请，算到 ${all.day}。单位：人次。${annex === 2 ? told`部门的数包含在地区的数里，不能相加；哪个部门，看课程是谁的任务。${me.region ? "计划是全市的，这里不列。" : ""}` : ""}`)),
		make("div", { class: "choices" }, ...files("report", { annex, year }, told`附件${annex}-${year}`))),
	make("nav", { class: "head", "aria-label": "哪一张" }, make("div", { class: "choices" }, tab("1-" + year, "附件1 各地区", annex === 1),
		tab("2-" + year, "附件2 各部门", annex === 2), ...Object.entries(BY).map(([name, [text]]) => make("a", { class: "tab", href: "#/groups/" + name + "-" + year }, text)), tab(annex + "-" + (year - 1), told`${year - 1} 年`), tab(annex + "-" + (year + 1), told`${year + 1} 年`))),
	table(annex === 1 ? "各地区" : "各部门", columns, all.rows, make("tr", {}, make("th", { scope: "row" }, "合计"), make("td", { class: "sum" }, String(plan)),
		make("td", { class: "sum" }, String(done)), make("td", { class: "sum" }, rate), make("td"),
		make("td", { class: "sum" }, money(count("fen"))))), make("p"),
	make("div", { class: "card" }, make("h2", {}, "一年里（虚线：按计划平均走）"), line(all.months, plan, last)),
	monthly(me, annex, year, all), make("p"),
	table("按项目，已拨的", [["项目", (row) => BENEFITS[row.benefit] || row.benefit], ["笔数", (row) => row.count, "sum"],
		["金额", (row) => money(row.fen), "sum"]], all.benefits), make("p"),
	table("资金", [["预算科目", (row) => row.line || "没有定科目"], ["一年的数", (row) => row.plan === null ? "—" : money(row.plan), "sum"],
		["已拨", (row) => money(row.paid), "sum"], ["还有", (row) => row.plan === null ? "—" : money(row.plan - row.paid), "sum"]], lines));
}

// ---- by benefit, by group ----

const BY = { benefit: ["按补贴项目", "项目", "笔数"], group: ["按人群", "人群", "人次"] };
// As many lines as can be told apart in grey: each has its own dashes and its name at its end.
const LINES = 4;

function curves(rows, last) {
	const shown = rows.slice(0, LINES).filter((row) => row.done);
	const top = Math.max(1, ...shown.flatMap((row) => row.months.slice(0, last)));
	const x = (month) => 40 + 40 * month;
	const y = (value) => (180 - 160 * value / top).toFixed(1);
	const names = shown.map((row, i) => ({ row, i, at: Number(y(row.months[Math.max(last, 1) - 1])) })).sort((a, b) => a.at - b.at);
	names.forEach((one, i) => { one.at = Math.max(one.at, i ? names[i - 1].at + 16 : 16); });
	return drawing(760, 210, "line", ["text", { x: 36, y: 24, "text-anchor": "end" }, String(top)], ["text", { x: 36, y: 184, "text-anchor": "end" }, "0"],
		...shown.map((row, i) => ["polyline", { class: "done way-" + i, points: row.months.slice(0, last).map((n, m) => x(m + 1) + "," + y(n)).join(" ") }]),
		...names.map((one) => ["text", { x: x(Math.max(last, 1)) + 8, y: one.at + 4 }, one.row.name]),
		...Array.from({ length: 12 }, (_, m) => ["text", { x: x(m + 1), y: 204, "text-anchor": "middle" }, monthName(m + 1)]));
}

function share(row, most) {
	return drawing(200, 16, "bar", ["rect", { class: "back", width: 200, height: 16, rx: 3 }],
		["rect", { class: "done", width: most ? 200 * row.done / most : 0, height: 16, rx: 3 }]);
}

export async function breakdown(me, wanted) {
	const [first, second] = wanted.split("-");
	const by = BY[first] ? first : "group";
	const year = Number(second) || Number(me.day.slice(0, 4));
	const { day, rows } = await ask("breakdown", { by, year });
	const [named, whose, unit] = BY[by];
	const title = told`${year} 年${named}`;
	const most = Math.max(0, ...rows.map((row) => row.done));
	const opened = (count, row, month = "") => count ? make("a", { href: "#/broken/" + [by, year, encodeURIComponent(row.code), month].join("/") }, String(count)) : "0";
	const tab = (to, text, here) => make("a", { class: "tab", href: "#/groups/" + to, "aria-current": here ? "page" : null }, text);
	const last = year < Number(me.day.slice(0, 4)) ? 12 : year > Number(me.day.slice(0, 4)) ? 0 : Number(me.day.slice(5, 7));
	show(title, make("div", { class: "head" }, make("div", {}, make("h1", { "data-title": "" }), make("p", { class: "soft" }, by === "benefit" ?
		told`列入发放表的，算到 ${day}。` : told`复核通过的申请，算到 ${day}。一个人在几类里，每一类都算，所以不能相加。`)),
	make("div", { class: "choices" }, ...files("breakdown", { by, year }, title))),
	make("nav", { class: "head", "aria-label": "哪一张" }, make("div", { class: "choices" }, make("a", { class: "tab", href: "#/report/1-" + year }, "附件1、附件2"),
		...Object.entries(BY).map(([name, [text]]) => tab(name + "-" + year, text, name === by)), tab(by + "-" + (year - 1), told`${year - 1} 年`), tab(by + "-" + (year + 1), told`${year + 1} 年`))),
	table(BY[by][0], [[whose, (row) => row.name], [unit, (row) => opened(row.done, row), "sum"], ["多少", (row) => share(row, most)],
		["已拨", (row) => money(row.fen), "sum"]], rows), make("p"),
	rows.length > 0 && last > 0 && make("div", { class: "card" }, make("h2", {}, told`每个月（最多的 ${Math.min(LINES, rows.length)} 类）`), curves(rows, last)),
	rows.length > 0 && table("按月", [[whose, (row) => row.name], ...Array.from({ length: 12 }, (_, m) => [monthName(m + 1), (row) => opened(row.months[m], row, m + 1), "sum"])], rows));
}

// by/year/code/month; month may be empty.
export async function broken(wanted) {
	const [by, year, code, month] = wanted.split("/");
	const { count, title, rows } = await ask("breakdown_rows", { by, year: Number(year), code, month: month ? Number(month) : undefined });
	show(told`${title}${month ? told`，${monthName(month)}` : ""}：${count} 件`, make("p", {}, make("a", { class: "tab", href: "#/groups/" + by + "-" + year }, "‹ 回到报表"),
		rows.length < count ? told` 只列前 ${rows.length} 件。` : ""),
	table("申请", [...COLUMNS.slice(0, 4), ["金额", (row) => money(row.fen), "sum"], [by === "benefit" ? "哪天列入" : "哪天通过", (row) => row.decided_on]], rows));
}

// annex-year-row-month; row and month may be empty.
export async function reportRows(wanted) {
	const [annex, year, no, month] = wanted.split("-").map((part) => part === "" ? undefined : Number(part));
	const { count, rows } = await ask("report_rows", { annex, year, no, month });
	show(told`这个数是哪些申请：${count} 件`, make("p", {}, make("a", { class: "tab", href: "#/report/" + annex + "-" + year }, "‹ 回到报表"),
		rows.length < count ? told` 只列前 ${rows.length} 件。` : ""),
	table("申请", [...COLUMNS.slice(0, 4), ["定下的金额", (row) => money(row.fen), "sum"], ["哪天通过", (row) => row.decided_on]], rows));
}
