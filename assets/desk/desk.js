// Which page is shown: by what stands behind # in the address, for whoever is signed in.
import { ask, card, field, make, remember, sheet, show, turnPage, whenSignedOut } from "./parts.js";
import { openCase } from "./case.js";
import { counter } from "./counter.js";
import { audit, courses, payments, queue, run } from "./lists.js";
import { keepTheirs, marked, speak, spoken, told, TONGUES, words } from "./tongue.js";
import { calls, day, fleet, ratings, ring, ringing, trainingFile } from "./halls.js";
import { list, lists } from "./rules.js";
import { breakdown, broken, report, reportRows } from "./reports.js";
import { classDays, disclosed, disclosures, institutions, promises } from "./teaching.js";
import { ROLES } from "./words.js";

let me = null;
const PAGES = { queue: (name) => queue(me, name), counter: (kind) => counter(me, kind), case: (key) => openCase(me, key), pay: () => payments(me),
	run: (number) => run(number), courses: () => courses(me), report: (which) => report(me, which), rows: (which) => reportRows(which), groups: (which) => breakdown(me, which), broken: (which) => broken(which), audit: () => audit(), institutions: () => institutions(me), days: (course) => classDays(me, course),
	calls: () => calls(me), fleet: () => fleet(), day: (which) => day(me, which), ratings: (which) => ratings(me, which), file: () => trainingFile(me),
	lists: () => lists(me), list: (kind) => list(me, kind), disclosures: () => disclosures(me), promises: () => promises(me), disclosed: (number) => disclosed(number) };
const MENU = [["day", "这一天", "day"], ["calls", "找人帮忙", "calls"], ["queue", "申请", "queue"], ["counter", "窗口", "counter"], ["file", "培训档案", "training_file"], ["promises", "承诺核实", "promises"], ["disclosures", "公示", "disclosures"],
	["pay", "发放台账", "to_pay"], ["courses", "课程进度", "courses"], ["institutions", "培训机构", "institutions"], ["lists", "名单和标准", "lists"], ["report", "报表", "report"],
	["fleet", "终端", "fleet"], ["audit", "记录", "audit"]];
// How often the desk asks whether somebody wants help, ms; it keeps nobody signed in.
const RING_MS = 4000;

function bars(page) {
	document.getElementById("where").textContent = words(me ? me.region_name || "全市" : "");
	document.getElementById("who").replaceChildren(marked(words(me ? told`${me.shown}（${ROLES[me.role]}）` : "")));
	document.getElementById("leave").hidden = !me;
	const demo = document.getElementById("demo");
	demo.hidden = !me?.demo_day;
	demo.textContent = words(me?.demo_day ? told`演示 · 示例数据 · ${me.day}` : "");
	const menu = document.getElementById("menu");
	menu.hidden = !me;
	menu.replaceChildren(...MENU.filter(([, , right]) => me?.may.includes(right)).map(([name, word]) =>
		make("a", { href: "#/" + name, "aria-current": name === page || (name === "queue" && page === "case") || (name === "report" && ["rows", "groups", "broken"].includes(page)) ? "page" : null }, word, name === "calls" && make("span", { id: "call-count", class: "mark warn", "aria-live": "polite" }, ringing()))));
}

// What stands in the page itself, as it was written there.
const fixed = ["brand", "skip"].map((name) => document.querySelector("." + name)).concat(document.getElementById("leave"))
	.map((node) => [node, node.textContent]);

function tongue(chosen) {
	speak(chosen);
	for (const [node, text] of fixed)
		node.textContent = words(text);
	document.getElementById("menu").setAttribute("aria-label", words("栏目"));
	for (const button of document.querySelectorAll("#tongues button"))
		button.setAttribute("aria-pressed", String(button.dataset.tongue === chosen));
}

function choose(chosen) {
	tongue(chosen);
	if (me)
		route();
	else
		signIn();
}

function signIn(text = "") {
	me = null;
	bars("");
	show("登录", make("div", { class: "narrow card" }, make("h1", { "data-title": "" }), text && make("p", {}, text),
		sheet("sign-in", [field("name", "用户名", make("input", { autocomplete: "username", required: true, autocapitalize: "none", spellcheck: "false" })),
			field("password", "密码", make("input", { type: "password", autocomplete: "current-password", required: true })),
			field("code", "动态码（手机上的六位数）", make("input", { inputmode: "numeric", autocomplete: "one-time-code", pattern: "\\d{6}", maxlength: 6, required: true }))],
		"登录", async (form) => {
			await ask("sign_in", form);
			await begin();
		})));
	document.querySelector("input[name=name]").focus();
}

async function route() {
	if (!me)
		return;
	turnPage();
	keepTheirs(me);
	const [, page = "", ...parts] = location.hash.split("/");
	const rest = parts.join("/");
	const name = PAGES[page] ? page : me.may.includes("queue") ? "queue" : me.may.includes("fleet") ? "fleet" : "none";
	bars(name);
	try {
		await (PAGES[name] ? PAGES[name](decodeURIComponent(rest)) : show("经办台", card(null, make("p", {}, "您的岗位在这里没有要办的。"))));
	} catch (error) {
		if (!error.known)
			throw error;
		if (me)
			show("没有办成", card(null, make("p", {}, error.message)));
	}
}

async function begin() {
	me = await ask("me");
	remember(me.form);
	await route();
}

async function listen() {
	if (!me?.may.includes("calls"))
		return;
	try {
		const { calls: open } = await ask("calls", {}, true);
		const waiting = open.filter((one) => one.who === null).length;
		ring(waiting);
		if (location.hash === "#/calls" && waiting !== Number(document.getElementById("main").dataset.waiting || 0))
			await route();
		document.getElementById("main").dataset.waiting = waiting;
	} catch (error) {
		if (!error.known)
			throw error;
	}
}

for (const [name, [shown, lang]] of Object.entries(TONGUES)) {
	const button = make("button", { type: "button", lang, "data-tongue": name, on: { click: () => choose(name) } });
	button.textContent = shown;
	document.getElementById("tongues").append(button);
}
tongue(spoken());
setInterval(listen, RING_MS);
whenSignedOut(() => { if (me) signIn("登录已经结束，请再登录。"); });
document.getElementById("leave").addEventListener("click", async () => {
	try {
		await ask("sign_out");
	} finally {
		history.replaceState(null, "", "/");	// whoever comes next begins at the beginning
		signIn("已经退出。");
	}
});
addEventListener("hashchange", route);
begin().catch(() => signIn());
