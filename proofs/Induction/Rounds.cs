namespace Vmemmap.Proofs.Induction;

/// <summary>
/// How often what was instantiated is looked at for further instances (<see cref="Query.Text(int)"/>). Each round costs some ten times the one before.
/// </summary>
internal static class Rounds
{
    /// <summary>Most obligations need the instances next to the goal only.</summary>
    public const int First = 1;

    /// <summary>All that a step must preserve is one question as long as that is cheap.</summary>
    public const int LastTogether = 2;

    /// <summary>An obligation that fails even so counts as failed. Two of all designs' need as many; a fourth round never proved anything, and took longer than all proofs of the same design.</summary>
    public const int Last = 3;
}
