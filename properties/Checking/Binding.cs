using System.Runtime.CompilerServices;

namespace Vmemmap.Properties.Checking;

/// <summary>
/// Instances of an invariant to check: some variables have values, some terms must have values, and some variables can have two values only, those
/// of a cell before and after the step (candidates).
/// </summary>
/// <param name="candidates">a bit for each of the invariant's candidates.</param>
internal struct Binding(int candidates)
{
    private Values variables;
    private Values terms;

    /// <summary>A bit for each candidate.</summary>
    public readonly int Candidates => candidates;

    /// <summary>A bit for each variable that has a value, the outermost being bit 0.</summary>
    public int Fixed { get; private set; }

    /// <summary>A bit for each condition's term of which a value is wanted.</summary>
    public int Wanted { get; private set; }

    /// <summary>The value of a variable that has one.</summary>
    public readonly int Variable(int position) => variables[position];

    /// <summary>The value wanted of a condition's term.</summary>
    public readonly int Term(int condition) => terms[condition];

    /// <summary>Gives a variable its value; false where it has another one.</summary>
    public bool TryFix(int position, int value)
    {
        var isNew = (Fixed >> position & 1) == 0;
        Fixed |= 1 << position;
        return TrySet(ref variables[position], value, isNew);
    }

    /// <summary>Wants a value of a condition's term; false where another one is wanted.</summary>
    public bool TryWant(int condition, int value)
    {
        var isNew = (Wanted >> condition & 1) == 0;
        Wanted |= 1 << condition;
        return TrySet(ref terms[condition], value, isNew);
    }

    /// <summary>Are all instances of the other among these? What these must satisfy, the others then must satisfy too.</summary>
    public readonly bool Includes(in Binding other)
    {
        if ((Fixed & ~other.Fixed | Wanted & ~other.Wanted | candidates & ~other.Candidates) != 0)
        {
            return false;
        }
        for (var position = 0; Fixed >> position != 0; position++)
        {
            if ((Fixed >> position & 1) != 0 && variables[position] != other.variables[position])
            {
                return false;
            }
        }
        for (var condition = 0; Wanted >> condition != 0; condition++)
        {
            if ((Wanted >> condition & 1) != 0 && terms[condition] != other.terms[condition])
            {
                return false;
            }
        }
        return true;
    }

    private static bool TrySet(ref int value, int wanted, bool isNew)
    {
        value = isNew ? wanted : value;
        return value == wanted;
    }
}

/// <summary>Values of variables or terms.</summary>
[InlineArray(Length)]
internal struct Values
{
    /// <summary>How many there can be.</summary>
    public const int Length = 8;
    private int first;
}
