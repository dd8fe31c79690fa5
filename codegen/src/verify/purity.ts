/**
 * The purity rule: what a generated module may do when it is loaded, which is nothing. A bundler then drops whatever is not
 * imported by name. Measured with esbuild and rollup: literals with literal keys, functions, classes that extend an import
 * and calls marked pure are dropped when unused; computed keys, spreads, `Object.freeze`, enums and assignments are kept.
 */
import { ts, type ParsedModule } from "../print/parse.ts";
import { coreModule } from "../emit/package-context.ts";

/** What a module does that generated code must not do, one line each. */
export function purityProblems(module: ParsedModule): string[] {
  const check = new PurityCheck(module);
  for (const statement of module.tree.statements) check.statement(statement);
  return check.problems;
}

class PurityCheck {
  readonly problems: string[] = [];
  readonly #module: ParsedModule;
  /** Names that can be read when the module is loaded: imports and what stands above. */
  readonly #ready: Set<string> = new Set();
  readonly #imported: Set<string> = new Set();

  constructor(module: ParsedModule) {
    this.#module = module;
  }

  statement(node: ts.Statement): void {
    if (ts.isImportDeclaration(node)) this.#import(node);
    else if (ts.isExportDeclaration(node)) this.#export(node);
    else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    else if (ts.isFunctionDeclaration(node)) {
      if (node.name === undefined) this.#refuse(node, "a function without a name");
      else this.#ready.add(node.name.text);
    } else if (ts.isClassDeclaration(node)) this.#class(node);
    else if (ts.isVariableStatement(node)) this.#variables(node);
    else if (ts.isEnumDeclaration(node)) this.#refuse(node, "an enum");
    else if (ts.isModuleDeclaration(node)) this.#refuse(node, "a namespace");
    else if (ts.isExportAssignment(node)) this.#refuse(node, "a default export");
    else this.#refuse(node, "a statement that does something");
  }

  #import(node: ts.ImportDeclaration): void {
    const from = (node.moduleSpecifier as ts.StringLiteral).text;
    if (from !== coreModule && !/^\.\.?\/.*\.ts$/.test(from)) {
      this.#refuse(node, `an import from ${from}: only ${coreModule} and files beside it`);
    }
    const names = node.importClause?.namedBindings;
    if (node.importClause === undefined) this.#refuse(node, "an import for its effects");
    else if (node.importClause.name !== undefined || names === undefined || !ts.isNamedImports(names)) {
      this.#refuse(node, "an import that does not name what it takes");
    } else {
      for (const { name } of names.elements) {
        this.#ready.add(name.text);
        this.#imported.add(name.text);
      }
    }
  }

  #export(node: ts.ExportDeclaration): void {
    if (node.exportClause === undefined) this.#refuse(node, "export *");
    else if (!ts.isNamedExports(node.exportClause)) this.#refuse(node, "export * as");
  }

  #variables(node: ts.VariableStatement): void {
    if (!(node.declarationList.flags & ts.NodeFlags.Const))
      this.#refuse(node, "a variable that is not const");
    for (const { name, type, initializer } of node.declarationList.declarations) {
      if (!ts.isIdentifier(name)) {
        this.#refuse(name, "destructuring");
        continue;
      }
      if (type === undefined) this.#refuse(name, `${name.text} without a type`);
      if (initializer === undefined) this.#refuse(name, `${name.text} without a value`);
      else this.#value(initializer);
      this.#ready.add(name.text);
    }
  }

  #class(node: ts.ClassDeclaration): void {
    if (ts.getDecorators(node)?.length) this.#refuse(node, "a decorator");
    for (const clause of node.heritageClauses ?? []) {
      const [base] = clause.types;
      const imported = base && ts.isIdentifier(base.expression) && this.#imported.has(base.expression.text);
      if (clause.token === ts.SyntaxKind.ExtendsKeyword && !imported) {
        this.#refuse(clause, "a class that extends something else than an import");
      }
    }
    for (const member of node.members) this.#classMember(member);
    if (node.name === undefined) this.#refuse(node, "a class without a name");
    else this.#ready.add(node.name.text);
  }

  #classMember(member: ts.ClassElement): void {
    if (member.name !== undefined && ts.isComputedPropertyName(member.name))
      this.#refuse(member, "a computed key");
    if (ts.canHaveDecorators(member) && ts.getDecorators(member)?.length) this.#refuse(member, "a decorator");
    if (ts.isClassStaticBlockDeclaration(member)) this.#refuse(member, "a static block");
    if (ts.isPropertyDeclaration(member) && member.initializer !== undefined) this.#value(member.initializer);
  }

  #value(node: ts.Expression): void {
    switch (node.kind) {
      case ts.SyntaxKind.StringLiteral:
      case ts.SyntaxKind.NumericLiteral:
      case ts.SyntaxKind.BigIntLiteral:
      case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      case ts.SyntaxKind.TrueKeyword:
      case ts.SyntaxKind.FalseKeyword:
      case ts.SyntaxKind.NullKeyword:
      case ts.SyntaxKind.ArrowFunction:
        return;
    }
    if (ts.isObjectLiteralExpression(node)) this.#object(node);
    else if (ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements) {
        if (ts.isSpreadElement(element)) this.#refuse(element, "a spread");
        else this.#value(element);
      }
    } else if (ts.isIdentifier(node)) {
      if (!this.#ready.has(node.text) && node.text !== "undefined") {
        this.#refuse(node, `${node.text}, which is not there yet when the module is loaded`);
      }
    } else if (ts.isParenthesizedExpression(node)) this.#value(node.expression);
    else if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) return;
    else if (ts.isCallExpression(node)) this.#call(node);
    else this.#refuse(node, "an expression that is more than a literal");
  }

  #object(node: ts.ObjectLiteralExpression): void {
    const seen = new Set<string>();
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) this.#refuse(property, "a spread");
      else if (ts.isComputedPropertyName(property.name)) this.#refuse(property, "a computed key");
      else if (!ts.isPropertyAssignment(property))
        this.#refuse(property, "a property that is not `key: value`");
      else {
        const name = (property.name as ts.Identifier | ts.StringLiteral | ts.NumericLiteral).text;
        if (name in Object.prototype)
          this.#refuse(property, `the key ${name}, which every object has already`);
        if (seen.has(name)) this.#refuse(property, `the key ${name} twice`);
        seen.add(name);
        this.#value(property.initializer);
      }
    }
  }

  #call(node: ts.CallExpression): void {
    const before = this.#module.text.slice(node.pos, node.getStart(this.#module.tree));
    const marked = before.trim() === "/* @__PURE__ */";
    if (!marked) this.#refuse(node, "a call without /* @__PURE__ */");
    if (!ts.isIdentifier(node.expression)) this.#refuse(node, "a call of something else than a name");
    else this.#value(node.expression);
    for (const argument of node.arguments) {
      if (ts.isSpreadElement(argument)) this.#refuse(argument, "a spread");
      else this.#value(argument);
    }
  }

  #refuse(node: ts.Node, what: string): void {
    const { line } = this.#module.tree.getLineAndCharacterOfPosition(node.getStart(this.#module.tree));
    this.problems.push(`${this.#module.path}:${line + 1}: ${what}`);
  }
}
