/** Names: none twice in a module, in a class or in the index; every import finds what it names; every export is in the index. */
import { exportsOf, ts, type ParsedModule } from "../print/parse.ts";

/** Clashing and missing names of a package, one line each. `index` is the path of its index. */
export function nameProblems(modules: readonly ParsedModule[], index: string): string[] {
  const problems: string[] = [];
  const exported = new Map(
    modules.map((module) => [module.path, new Set(exportsOf(module).map(({ name }) => name))]),
  );
  const inIndex = new Map<string, string>();
  for (const module of modules) {
    problems.push(...clashesIn(module));
    for (const reference of referencesOf(module)) {
      const names = exported.get(reference.path);
      if (names === undefined) {
        problems.push(`${module.path}: imports ${reference.path}, which is not there`);
        continue;
      }
      for (const name of reference.names) {
        if (!names.has(name)) problems.push(`${module.path}: ${reference.path} does not export ${name}`);
        if (module.path !== index) continue;
        const other = inIndex.get(name);
        if (other !== undefined)
          problems.push(`${index}: exports ${name} of ${other} and of ${reference.path}`);
        inIndex.set(name, reference.path);
      }
    }
  }
  for (const [path, names] of exported) {
    for (const name of names)
      if (inIndex.get(name) !== path) problems.push(`${index}: does not export ${name} of ${path}`);
  }
  return problems;
}

function clashesIn({ path, tree }: ParsedModule): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const claim = (name: string, within: Set<string>, where: string): void => {
    if (within.has(name)) problems.push(`${path}: ${where} ${name} twice`);
    within.add(name);
  };
  for (const statement of tree.statements) {
    for (const name of declaredBy(statement)) claim(name, seen, "declares or imports");
    if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) continue;
    const own = { instance: new Set<string>(), static: new Set<string>() };
    for (const member of statement.members) {
      if (member.name === undefined || ts.isComputedPropertyName(member.name)) continue;
      const isStatic =
        ts.canHaveModifiers(member) &&
        ts.getModifiers(member)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
      claim(
        (member.name as ts.Identifier).text,
        isStatic ? own.static : own.instance,
        `${statement.name?.text} has`,
      );
    }
  }
  return problems;
}

function declaredBy(statement: ts.Statement): string[] {
  if (ts.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings;
    return bindings !== undefined && ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name }) => name.text)
      : [];
  }
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const named =
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return named && statement.name !== undefined ? [statement.name.text] : [];
}

interface Reference {
  readonly path: string;
  readonly names: readonly string[];
}

/** What a module takes from other modules of the package. */
function referencesOf({ path, tree }: ParsedModule): Reference[] {
  return tree.statements.flatMap((statement): Reference[] => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const from = statement.moduleSpecifier;
    if (from === undefined || !ts.isStringLiteral(from) || !from.text.startsWith(".")) return [];
    const clause = ts.isImportDeclaration(statement)
      ? statement.importClause?.namedBindings
      : statement.exportClause;
    const named = clause !== undefined && (ts.isNamedImports(clause) || ts.isNamedExports(clause));
    const names = named ? clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text) : [];
    return [{ path: resolve(path, from.text), names }];
  });
}

function resolve(from: string, to: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of to.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
