/** What an expression of PromQL asks for. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface Matcher {
  label: string;
  operator: string;
  /** What may stand there: the alternatives of a regular expression without any other sign. */
  values: readonly string[];
}
export interface Selector {
  name: string;
  matchers: readonly Matcher[];
  /** Labels by which what it selects is grouped. */
  grouped: readonly string[];
}

/** Nodes of a name below another one, in order. */
function* below(node: SyntaxNode, name: string): Generator<SyntaxNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === name) yield child;
    yield* below(child, name);
  }
}

/** Returns each selector of an expression. Throws where the expression is none. */
export function selectorsOf(expression: string): Selector[] {
  const tree = parser.parse(expression);
  const text = ({ from, to }: { from: number; to: number }) => expression.slice(from, to);
  tree.iterate({
    enter(node) {
      if (node.type.isError) throw new Error(`no PromQL at ${node.from}: ${expression}`);
    },
  });
  const matcherOf = (node: SyntaxNode): Matcher => {
    const [label, operator, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((name) =>
      text(node.getChild(name)!),
    );
    return { label: label!, operator: operator!, values: (JSON.parse(value!) as string).split('|') };
  };
  return [...below(tree.topNode, 'VectorSelector')].map((node) => {
    const grouped: string[] = [];
    for (let parent = node.parent; parent; parent = parent.parent)
      if (parent.name === 'AggregateExpr')
        for (const modifier of parent.getChildren('AggregateModifier'))
          grouped.push(...[...below(modifier, 'LabelName')].map(text));
    return {
      name: text(node.getChild('Identifier')!),
      matchers: [...below(node, 'UnquotedLabelMatcher')].map(matcherOf),
      grouped,
    };
  });
}
