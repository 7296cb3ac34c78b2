using System.Runtime.CompilerServices;

namespace Vmemmap.Model.Symbolic;

/// <summary>
/// Makes terms, each once per thread. Operators on symbolic values have no place to pass a bank to, hence one for each thread;
/// terms of different threads must not meet.
/// </summary>
public sealed class TermBank
{
    [ThreadStatic]
    private static TermBank? current;

    private readonly Dictionary<Key, Term> terms = [];

    private TermBank()
    {
        True = Intern(TermKind.Truth, isTruth: true, 1, null);
        False = Intern(TermKind.Truth, isTruth: true, 0, null);
    }

    /// <summary>The bank of this thread.</summary>
    public static TermBank Current => current ??= new TermBank();

    /// <summary>The true constant.</summary>
    public Term True { get; }

    /// <summary>The false constant.</summary>
    public Term False { get; }

    /// <summary>Forgets all terms of this thread.</summary>
    public static void Reset() => current = null;

    /// <summary>A truth constant.</summary>
    public Term Truth(bool value) => value ? True : False;

    /// <summary>An integer constant.</summary>
    public Term Integer(int value) => Intern(TermKind.Integer, isTruth: false, value, null);

    /// <summary>An unknown integer.</summary>
    public Term Unknown(string name) => Intern(TermKind.Unknown, isTruth: false, 0, name);

    /// <summary>A cell of a table before any step.</summary>
    public Term Cell(TableSymbol table, params Term[] indices) => Intern(TermKind.Cell, table.IsTruth, 0, table, indices);

    /// <summary>Sum.</summary>
    public Term Sum(Term left, Term right) => (left.Kind, right.Kind) switch
    {
        (TermKind.Integer, TermKind.Integer) => Integer(left.Value + right.Value),
        (_, TermKind.Integer) when right.Value == 0 => left,
        (TermKind.Integer, _) when left.Value == 0 => right,
        (TermKind.Integer, _) => Sum(right, left),
        // (x + a) + b, (x - a) + b: one constant at the end.
        (TermKind.Sum, TermKind.Integer) when left.Arguments[1].Kind == TermKind.Integer =>
            Sum(left.Arguments[0], Integer(left.Arguments[1].Value + right.Value)),
        _ => Intern(TermKind.Sum, isTruth: false, 0, null, left, right),
    };

    /// <summary>Difference.</summary>
    public Term Difference(Term left, Term right) => right.Kind == TermKind.Integer
        ? Sum(left, Integer(-right.Value))
        : left == right ? Integer(0) : Intern(TermKind.Difference, isTruth: false, 0, null, left, right);

    /// <summary>Equality, of integers or of truth values.</summary>
    public Term Equal(Term left, Term right)
    {
        if (left == right)
        {
            return True;
        }
        if (left.IsConstant && right.IsConstant)
        {
            return Truth(left.Value == right.Value);
        }
        if (left.IsConstant)
        {
            return Equal(right, left);
        }
        if (right.Kind == TermKind.Truth)
        {
            return right == True ? left : Not(left);
        }
        if (right.Kind == TermKind.Integer && left.Kind == TermKind.If)
        {
            return If(left.Arguments[0], Equal(left.Arguments[1], right), Equal(left.Arguments[2], right));
        }
        if (right.Kind == TermKind.Integer && left.Kind == TermKind.Sum && left.Arguments[1].Kind == TermKind.Integer)
        {
            return Equal(left.Arguments[0], Integer(right.Value - left.Arguments[1].Value));
        }
        return Intern(TermKind.Equal, isTruth: true, 0, null, left, right);
    }

    /// <summary>Strictly less.</summary>
    public Term Less(Term left, Term right)
    {
        if (left == right)
        {
            return False;
        }
        if (left.Kind == TermKind.Integer && right.Kind == TermKind.Integer)
        {
            return Truth(left.Value < right.Value);
        }
        if (right.Kind == TermKind.Integer && left.Kind == TermKind.If)
        {
            return If(left.Arguments[0], Less(left.Arguments[1], right), Less(left.Arguments[2], right));
        }
        if (left.Kind == TermKind.Integer && right.Kind == TermKind.If)
        {
            return If(right.Arguments[0], Less(left, right.Arguments[1]), Less(left, right.Arguments[2]));
        }
        return Intern(TermKind.Less, isTruth: true, 0, null, left, right);
    }

    /// <summary>Negation.</summary>
    public Term Not(Term operand) => operand.Kind switch
    {
        TermKind.Truth => Truth(operand == False),
        TermKind.Not => operand.Arguments[0],
        _ => Intern(TermKind.Not, isTruth: true, 0, null, operand),
    };

    /// <summary>Conjunction.</summary>
    public Term And(Term left, Term right)
    {
        if (left == False || right == False || left == Not(right))
        {
            return False;
        }
        return left == True || left == right ? right : right == True ? left : Intern(TermKind.And, isTruth: true, 0, null, left, right);
    }

    /// <summary>Disjunction.</summary>
    public Term Or(Term left, Term right)
    {
        if (left == True || right == True || left == Not(right))
        {
            return True;
        }
        return left == False || left == right ? right : right == False ? left : Intern(TermKind.Or, isTruth: true, 0, null, left, right);
    }

    /// <summary>Conditional, of integers or of truth values.</summary>
    public Term If(Term condition, Term then, Term otherwise)
    {
        if (condition.Kind == TermKind.Truth)
        {
            return condition == True ? then : otherwise;
        }
        if (then == otherwise)
        {
            return then;
        }
        if (condition.Kind == TermKind.Not)
        {
            return If(condition.Arguments[0], otherwise, then);
        }
        if (then.IsTruth && (then.IsConstant || otherwise.IsConstant))
        {
            return then.IsConstant
                ? then == True ? Or(condition, otherwise) : And(Not(condition), otherwise)
                : otherwise == True ? Or(Not(condition), then) : And(condition, then);
        }
        return Intern(TermKind.If, then.IsTruth, 0, null, condition, then, otherwise);
    }

    private Term Intern(TermKind kind, bool isTruth, int value, object? symbol, params Term[] arguments)
    {
        var key = new Key(kind, value, symbol, arguments);
        if (!terms.TryGetValue(key, out var term))
        {
            term = new Term(kind, isTruth, value, symbol, arguments);
            terms.Add(key, term);
        }
        return term;
    }

    // Arguments are interned already, so they are compared by reference.
    private readonly struct Key(TermKind kind, int value, object? symbol, Term[] arguments) : IEquatable<Key>
    {
        private readonly TermKind kind = kind;
        private readonly int value = value;
        private readonly object? symbol = symbol;
        private readonly Term[] arguments = arguments;

        public bool Equals(Key other) =>
            kind == other.kind && value == other.value && Equals(symbol, other.symbol) && arguments.AsSpan().SequenceEqual(other.arguments);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(kind);
            hash.Add(value);
            hash.Add(symbol);
            foreach (var argument in arguments)
            {
                hash.Add(RuntimeHelpers.GetHashCode(argument));
            }
            return hash.ToHashCode();
        }
    }
}
