using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Show;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Check;

/// <summary>
/// Reads an expression, by recursive descent: <c>=&gt;</c> and <c>&lt;=&gt;</c> bind least, then <c>|</c>, <c>&amp;</c>, <c>!</c>, comparisons, sums. A table without indices is the cell of the variables.
/// </summary>
internal sealed class Reader
{
    private static readonly IReadOnlyList<string> Comparisons = ["=", "==", "!=", "<", "<=", ">", ">="];

    private readonly Design design;
    private readonly IReadOnlyDictionary<string, TableName> tables;
    private readonly IReadOnlyList<Token> tokens;
    private int at;

    private Reader(string text, Design design)
    {
        this.design = design;
        tables = new Instance(design, design.SmallScope).Memory.Layouts.Select(TableName.Of).ToDictionary(table => table.Name);
        tokens = Token.Of(text);
    }

    private Token Now => tokens[at];

    /// <summary>Reads an expression about a design.</summary>
    /// <exception cref="UserErrorException">It is none: one sentence says why.</exception>
    public static Truth Read(string text, Design design)
    {
        Reader reader = new(text, design);
        var read = AsTruth(reader.Implication(), reader.tokens[0]);
        return reader.Now.Text.Length == 0 ? read : throw Token.Wrong(reader.Now, "the expression could end here, or go on with an operator");
    }

    private Expression Implication()
    {
        var start = Now;
        var left = Or();
        if (!Takes(Joined.Implies, Joined.Iff, out var sign))
        {
            return left;
        }
        var next = Now;
        return new Joined(AsTruth(left, start), sign.Text, AsTruth(Implication(), next));
    }

    private Expression Or() => Joining(And, Joined.Or, "||");

    private Expression And() => Joining(Negation, Joined.And, "&&");

    private Expression Joining(Func<Expression> part, string sign, string doubled)
    {
        var start = Now;
        var left = part();
        while (Takes(sign, doubled, out _))
        {
            var next = Now;
            left = new Joined(AsTruth(left, start), sign, AsTruth(part(), next));
        }
        return left;
    }

    private Expression Negation()
    {
        if (!Takes("!", "!", out _))
        {
            return Compared();
        }
        var next = Now;
        return new Not(AsTruth(Negation(), next));
    }

    private Expression Compared()
    {
        var start = Now;
        var left = Added();
        if (!Comparisons.Contains(Now.Text))
        {
            return left;
        }
        var sign = Take();
        var next = Now;
        var right = Added();
        if (left is Truth)
        {
            throw Token.Wrong(sign, $"'{left}' is true or false: numbers are compared, and truth values joined with & | ! => <=>");
        }
        var (one, other) = (Named(left, right, start), Named(right, left, next));
        return one.Kind is { } kind && other.Kind is { } otherKind && kind != otherKind
            ? throw Token.Wrong(sign, $"'{one}' is a {Notation.Kind(kind)} and '{other}' a {Notation.Kind(otherKind)}")
            : new Comparison(one, sign.Text == "==" ? "=" : sign.Text, other);
    }

    // What is quoted is the name of a value of the table that it is compared with.
    private Number Named(Expression one, Expression other, Token token)
    {
        if (one is not Quoted quoted)
        {
            return AsNumber(one, token);
        }
        var names = (other as Number)?.Values?.Names ?? throw Token.Wrong(token, $"'{other}' has no values with names, so it is not compared with '{quoted.Text}'");
        var value = names.ToList().IndexOf(quoted.Text);
        return value >= 0 ? new Constant(value, $"'{quoted.Text}'") : throw Token.Wrong(token, $"'{quoted.Text}' is no value of '{other}' in {design.Name}: they are {string.Join(", ", names.Select(name => $"'{name}'"))}");
    }

    private Expression Added()
    {
        var start = Now;
        var left = Single();
        while (Takes("+", "-", out var sign))
        {
            var next = Now;
            left = new Sum(AsNumber(left, start), sign.Text, AsNumber(Single(), next));
        }
        return left;
    }

    private Expression Single()
    {
        var token = Take();
        if (token.Text == "(")
        {
            var inner = Implication();
            Expect(")", token);
            return inner;
        }
        if (token.Kind == TokenKind.Quoted)
        {
            return new Quoted(token.Text);
        }
        if (token.Kind == TokenKind.Number)
        {
            return new Constant(int.TryParse(token.Text, out var value) ? value : throw Token.Wrong(token, $"{token.Text} is too large a number"));
        }
        if (token.Text == "-" && Now.Kind == TokenKind.Number)
        {
            return new Constant(-((Constant)Single()).Value);
        }
        if (token.Kind != TokenKind.Name)
        {
            throw Token.Wrong(token, "a table, a variable, a number or '(' should stand here");
        }
        return token.Text switch
        {
            Notation.Pages or Notation.Slots or Notation.Kept or Notation.Special => new SizeOf(token.Text),
            Notation.Nobody => new Constant(Model.Memory.None.Nobody, Notation.Nobody),
            var name when Notation.Variables.TryGetValue(name, out var index) => new Variable(index),
            _ => Cell(token),
        };
    }

    private Expression Cell(Token name)
    {
        if (!tables.TryGetValue(name.Text, out var table))
        {
            throw Unknown(name);
        }
        if (!Takes("[", "[", out var open))
        {
            return Cell(table, [.. table.Indices.Select(index => new Variable(index))]);
        }
        List<Number> indices = [];
        do
        {
            var start = Now;
            indices.Add(AsNumber(Added(), start));
            if (indices.Count <= table.Indices.Count && indices[^1].Kind is { } kind && kind != table.Indices[indices.Count - 1])
            {
                throw Token.Wrong(start, $"'{indices[^1]}' is a {Notation.Kind(kind)}, and index {indices.Count} of {table.Usual} a {Notation.Kind(table.Indices[indices.Count - 1])}");
            }
        }
        while (Takes(",", ",", out _));
        Expect("]", open);
        return indices.Count == table.Indices.Count
            ? Cell(table, indices)
            : throw Token.Wrong(open, $"{name.Text} is indexed as {table.Usual}, and not by {indices.Count}");
    }

    private static Expression Cell(TableName table, IReadOnlyList<Number> indices) => table.Values is null ? new TruthCell(table, indices) : new NumberCell(table, indices);

    private UserErrorException Unknown(Token name)
    {
        // The whole name, or the word of it that somebody remembers.
        var meant = Closest.To(name.Text, tables.Keys) ?? tables.Keys.FirstOrDefault(table => Closest.To(name.Text, table.Split('_', StringSplitOptions.RemoveEmptyEntries).Append(table)) is not null || table.Split('_').Contains(name.Text, StringComparer.OrdinalIgnoreCase));
        return Token.Wrong(name, $"{design.Name} has no table '{name.Text}', and it is no variable{(meant is null ? ": 'verify list tables' lists what there is" : $"; did you mean '{meant}'?")}");
    }

    private static Truth AsTruth(Expression read, Token token) => read as Truth ?? throw Token.Wrong(token, $"'{read}' is {(read is Quoted ? "the name of a value" : "a number")}, and a truth value should stand here");

    private static Number AsNumber(Expression read, Token token) => read as Number ?? throw Token.Wrong(token, $"'{read}' is {(read is Quoted ? "the name of a value" : "true or false")}, and a number should stand here");

    private bool Takes(string sign, string other, out Token token)
    {
        token = Now;
        var isNext = Now.Kind == TokenKind.Sign && (Now.Text == sign || Now.Text == other);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(string sign, Token open)
    {
        if (!Takes(sign, sign, out _))
        {
            throw Token.Wrong(Now, $"'{sign}' should stand here, for the '{open.Text}' at {open.At}");
        }
    }

    private Token Take() => at < tokens.Count - 1 ? tokens[at++] : Now;

    // Only where it is compared with a table it is a number.
    private sealed record Quoted(string Text) : Expression
    {
        public override IEnumerable<Index> Variables => [];

        public override string ToString() => Text;
    }
}
