// Python in the browser, with textclean in it; see live.js.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const PROGRAM = `
import textclean
from textclean.reports.notebook import facts
from textclean.reports.visible import visible

def restored(text, rule):
    result = textclean.Pipeline(also=[rule]).inspect(text)
    told = []
    for fix in (*result.fixes, *result.held):
        held = f", held ({fix.held})" if fix.held else ""
        told.append(f"{fix.rule}{held}: {visible(fix.old)} \\u2192 {visible(fix.new) or 'nothing'}: {visible(fix.why)}")
    lacking = [problem.rule for problem in result.problems if "numpy" in problem.error]
    told += [f"{rule} did not look: it needs numpy, which is not in this copy of Pyodide" for rule in lacking]
    told += [": ".join(problem) for problem in result.problems if problem.rule not in lacking]
    return result.text, told, facts(result)
restored
`;

async function start() {
  const facts = await (await fetch(new URL("live.json", import.meta.url))).json();
  const python = await loadPyodide({ indexURL: new URL("pyodide/", import.meta.url).href, packages: facts.packages });
  const archive = await (await fetch(new URL(facts.textclean, import.meta.url))).arrayBuffer();
  python.unpackArchive(archive, "zip");
  return python.runPython(PROGRAM);
}

const started = start();

onmessage = async ({ data: { number, text, rule } }) => {
  try {
    const restored = await started;
    const [answer, told, facts] = restored(text, rule).toJs();
    postMessage({ number, text: answer, told, facts });
  } catch (error) {
    postMessage({ number, error: `That did not work: ${error.message.trim().split("\n").at(-1)}` });
  }
};
