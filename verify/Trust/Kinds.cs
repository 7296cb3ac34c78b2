namespace Vmemmap.Verify.Trust;

/// <summary>The kinds of verdict that somebody may believe, each for its own reasons.</summary>
[Flags]
public enum Kinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Proved, every question being put to the solver in this run.</summary>
    Proved = 1,

    /// <summary>Refuted by a trace that was replayed.</summary>
    Refuted = 2,

    /// <summary>Proved, with answers that an earlier run left in the store.</summary>
    Remembered = 4,

    /// <summary>Proved, wherever the answers come from.</summary>
    EveryProof = Proved | Remembered,

    /// <summary>Every verdict.</summary>
    Every = EveryProof | Refuted,
}
