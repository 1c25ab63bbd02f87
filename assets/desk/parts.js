// What every page is made of.  Text becomes text and never markup, whatever stands in it.
import { forgetTheirs, keepTheirs, marked, told, words } from "./tongue.js";
import { ERRORS } from "./words.js";

let form = "";
let onSignedOut = () => {};
export function remember(token) { form = token; }
export function whenSignedOut(then) { onSignedOut = then; }

// Another page was asked for: what an earlier one still waits for would only paint over it.
let turn = 0;
export function turnPage() {
	turn++;
	forgetTheirs();
	document.getElementById("said").textContent = "";
}

// An act of the desk: its answer, or an error that has been said; nothing ever, where the page was left.
// quietly: nobody pressed anything, so what goes wrong is not said.
export async function ask(name, body = {}, quietly = false) {
	const asked = turn;
	let answer = {};
	let status = 0;
	try {
		const reply = await fetch("/api/" + name, { method: "POST", body: JSON.stringify(body),
			headers: { "Content-Type": "application/json", "X-Desk-Form": form } });
		status = reply.status;
		answer = await reply.json();
	} catch {
		answer = { error: "unreachable" };
	}
	if (asked !== turn)
		return new Promise(() => {});
	if (status === 200) {
		keepTheirs(answer);
		return answer;
	}
	if (answer.error === "signed_out")
		onSignedOut();
	const text = answer.error === "bad_row" ? told`第 ${answer.row} 行的 ${answer.column} 没有填对，什么都没有改。` : ERRORS[answer.error] || "没有办成：服务暂时不通，请再试一次。";
	if (!quietly && (form || answer.error !== "signed_out"))
		say(text);
	throw Object.assign(new Error(text), { known: true });
}

let quiet = 0;
export function say(text) {
	document.getElementById("said").textContent = words(text);
	clearTimeout(quiet);
	quiet = setTimeout(() => { document.getElementById("said").textContent = ""; }, 12000);
}

// make("td", { class: "sum" }, "12", node …); "on" holds listeners.
export function make(tag, attributes = {}, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name === "on")
			for (const [event, act] of Object.entries(value))
				node.addEventListener(event, act);
		else if (value === true)
			node.setAttribute(name, "");
		else if (value !== false && value !== null && value !== undefined)
			node.setAttribute(name, ["aria-label", "placeholder", "title"].includes(name) ? words(value) : value);
	}
	// An option holds nothing but text, and what stands in a textarea is sent back as it is.
	const shown = { option: words, textarea: (child) => child }[tag] || ((child) => marked(words(child)));
	node.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map(shown));
	return node;
}

export function yuan(fen) {
	if (fen === null || fen === undefined)
		return "—";
	return fen % 100 ? (fen / 100).toFixed(2) : String(fen / 100);
}

export const money = (fen) => told`${yuan(fen)} 元`;
export const monthName = (number) => told`${number} 月`;

export function moment(text) {
	return text ? text.slice(0, 10) + " " + text.slice(11, 16) : "—";
}

export function local(text) {
	if (!text)
		return "—";
	return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" })
		.format(new Date(text));
}

export function mark(text, kind = "") {
	return make("span", { class: "mark " + kind }, text);
}

export function card(title, ...children) {
	return make("section", { class: "card" }, title && make("h2", {}, title), ...children);
}

// columns: [title, row → text or node, class]
export function table(caption, columns, rows, foot) {
	const line = (row) => make("tr", { class: row.doubtful ? "doubt" : null }, ...columns.map(([, cell, kind]) =>
		make("td", { class: kind }, cell(row) ?? "—")));
	if (!rows.length && !foot)
		return make("section", { class: "card" }, make("h2", {}, caption), make("p", { class: "soft" }, "现在没有。"));
	return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, make("table", {},
		make("caption", {}, caption),
		make("thead", {}, make("tr", {}, ...columns.map(([title, , kind]) =>
			make("th", { scope: "col", class: kind === "sum" ? "sum" : null }, title)))),
		make("tbody", {}, ...rows.map(line)), foot && make("tfoot", {}, foot)));
}

export function field(name, title, input) {
	input.setAttribute("name", name);
	return make("label", {}, make("span", {}, title), input);
}

export function choices(name, title, words, chosen) {
	return make("fieldset", {}, make("legend", {}, title), make("div", { class: "choices" },
		...Object.entries(words).map(([value, word]) => make("label", {},
			make("input", { type: "radio", name, value, required: true, checked: value === chosen }), word))));
}

// words: { value: word }, or pairs in their order, of which "" is no choice.
export function select(name, title, words, chosen) {
	const pairs = Array.isArray(words) ? words : Object.entries(words);
	return field(name, title, make("select", { required: pairs[0]?.[0] !== "" }, ...pairs.map(([value, word]) =>
		make("option", { value, selected: value === String(chosen) }, word))));
}

// A form whose values go to `act`; what goes wrong stands in it, and it can be sent once at a time.
export function sheet(id, parts, label, act, kind = "do") {
	const wrong = make("p", { class: "wrong", role: "alert" });
	const button = make("button", { class: kind, type: "submit" }, label);
	return make("form", { id, on: { submit: async (event) => {
		event.preventDefault();
		wrong.textContent = "";
		button.disabled = true;
		try {
			await act(Object.fromEntries(new FormData(event.target)));
		} catch (error) {
			if (!error.known)
				throw error;
			wrong.textContent = words(error.message);
		} finally {
			button.disabled = false;
		}
	} } }, ...parts.filter(Boolean), wrong, button);
}

export function fromBase64(text) {
	return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function saveFile(name, type, bytes) {
	const link = make("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: name });
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// What the page shows from now on; its heading is told to whoever does not see it.
export function show(title, ...children) {
	const heading = make("h1", { tabindex: "-1" }, title);
	const main = document.getElementById("main");
	main.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
	const place = main.querySelector("[data-title]");
	if (place)
		place.replaceWith(heading);
	else
		main.prepend(heading);
	document.title = words(told`${title} · 经办台`);
	heading.focus();
}
