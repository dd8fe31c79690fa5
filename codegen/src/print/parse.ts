/** Reads generated code back, for the checks on it. Comments are skipped: this costs about 25 ms per megabyte. */
import { ts } from "ts-morph";

export { ts };

/** A file and its syntax tree. */
export interface ParsedModule {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** A name that a module exports. */
export interface ExportedName {
  readonly name: string;
  /** A type, which is gone at run time. */
  readonly type: boolean;
}

/** Parses TypeScript. Syntax errors are in {@link syntaxErrors}. */
export function parseModule(path: string, text: string): ParsedModule {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.ES2022,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  return { path, text, tree: ts.createSourceFile(path, text, options, false, ts.ScriptKind.TS) };
}

/** What the parser has to say about a module. */
export function syntaxErrors({ tree }: ParsedModule): string[] {
  const { parseDiagnostics } = tree as ts.SourceFile & {
    parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return (parseDiagnostics ?? []).map((diagnostic) => {
    const { line } = tree.getLineAndCharacterOfPosition(diagnostic.start);
    return `line ${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")}`;
  });
}

/** The names that a module declares and exports; re-exports are not among them. */
export function exportsOf({ tree }: ParsedModule): ExportedName[] {
  const names: ExportedName[] = [];
  for (const statement of tree.statements) {
    if (!isExported(statement)) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) names.push({ name: name.text, type: false });
      }
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      names.push({ name: statement.name.text, type: true });
    } else if (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement)) {
      if (statement.name !== undefined) names.push({ name: statement.name.text, type: false });
    }
  }
  return names;
}

/** Whether a statement is an exported declaration. */
export function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}
