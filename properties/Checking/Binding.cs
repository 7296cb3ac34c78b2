using System.Runtime.CompilerServices;

namespace Vmemmap.Properties.Checking;

/// <summary>Instances of an invariant to check: some variables have values, others range over all that satisfy the trigger's conditions.</summary>
/// <param name="trigger">what calls for the check.</param>
/// <param name="indices">of the changed cell; all but the first are -1 where a whole row has changed.</param>
internal struct Binding(Trigger trigger, (int I, int J, int K) indices)
{
    private PositionValues values;

    /// <summary>What calls for the check.</summary>
    public readonly Trigger Trigger => trigger;

    /// <summary>A bit for each variable that has a value, the outermost being bit 0.</summary>
    public int Mask { get; private set; }

    /// <summary>An index of the changed cell; -1 where a whole row has changed.</summary>
    public readonly int Index(int axis) => axis switch
    {
        0 => indices.I,
        1 => indices.J,
        _ => indices.K,
    };

    /// <summary>The value of a variable of the mask.</summary>
    public readonly int Value(int position) => values[position];

    /// <summary>Gives a variable its value; false where it has another one.</summary>
    public bool TryFix(int position, int value)
    {
        var bit = 1 << position;
        if ((Mask & bit) != 0)
        {
            return values[position] == value;
        }
        Mask |= bit;
        values[position] = value;
        return true;
    }

    /// <summary>Are all instances of the other among these? What these must satisfy, the others then must satisfy too.</summary>
    public readonly bool Includes(in Binding other)
    {
        if ((Mask & other.Mask) != Mask)
        {
            return false;
        }
        for (var position = 0; Mask >> position != 0; position++)
        {
            if ((Mask >> position & 1) != 0 && values[position] != other.Value(position))
            {
                return false;
            }
        }
        foreach (var condition in trigger.Conditions)
        {
            if (Index(condition.Axis) is >= 0 and var index && !other.Satisfies(condition.Identity, index))
            {
                return false;
            }
        }
        foreach (var candidate in trigger.Candidates)
        {
            if (!Array.Exists(other.Trigger.Candidates, c => c.Identity == candidate.Identity))
            {
                return false;
            }
        }
        return true;
    }

    private readonly bool Satisfies(int identity, int value)
    {
        foreach (var condition in trigger.Conditions)
        {
            if (condition.Identity == identity && Index(condition.Axis) == value)
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>Values of an invariant's variables by position: no invariant has more than there are indices.</summary>
[InlineArray(Length)]
internal struct PositionValues
{
    public const int Length = 6;
    private int first;
}
