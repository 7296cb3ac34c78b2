namespace Vmemmap.Model.Museum;

/// <summary>Something that is said of hugepages and memory errors, in a mail, in a commit or by who read the source, and what decides it here.</summary>
/// <param name="Number">its number: N for what no kernel guarantees, L for what was read and never reported, M for a bug that was made and mended.</param>
/// <param name="Sentence">what goes wrong.</param>
/// <param name="Origin">the commit or mail, or the release and function that it was read in.</param>
/// <param name="Releases">the releases that it is true of.</param>
public sealed record Claim(string Number, string Sentence, string Origin, string Releases)
{
    /// <summary>Refutations that are this claim.</summary>
    public IReadOnlyList<ClaimedRefutation> Refutations { get; init; } = [];

    /// <summary>Names of the seeded bugs that it is: each engine finds them.</summary>
    public IReadOnlyList<string> Bugs { get; init; } = [];

    /// <summary>Tests that execute it step by step: class and method, of tests/Scenarios.</summary>
    public IReadOnlyList<string> Tests { get; init; } = [];

    /// <summary>Files of docs/findings that tell it, without their ending.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>What of it nothing here decides, and why; null where all of it is decided.</summary>
    public string? Open { get; init; }

    /// <summary>Does anything that is executed or proved decide some of it?</summary>
    public bool IsDecided => Refutations.Count + Bugs.Count + Tests.Count + Findings.Count > 0;

    /// <summary>What has become of it, in a word or two.</summary>
    public string Decision => (IsDecided, Open) switch
    {
        (true, null) => "decided",
        (true, _) => "decided in part",
        _ => "not judged",
    };
}

/// <summary>A refutation that designs are known for, and by what it is known to be that of the claim.</summary>
/// <param name="Invariant">slug of the invariant.</param>
/// <param name="Designs">names of the designs that refute it.</param>
public sealed record ClaimedRefutation(string Invariant, params IReadOnlyList<string> Designs)
{
    /// <summary>Last step of the shortest counterexample, which is that of the claim; null where the shortest has another cause.</summary>
    public string? LastStep { get; init; }

    /// <summary>The correction that mends the claim, and perhaps others: without it the refutation stays whatever else is mended. Null where the last step tells.</summary>
    public string? Correction { get; init; }

    /// <summary>Of the designs of all releases that have a raw error list.</summary>
    /// <param name="invariant">slug of the invariant.</param>
    internal static ClaimedRefutation SinceTheList(string invariant) =>
        new(invariant, "linux-6.1", "linux-6.2", "linux-6.6", "linux-6.7", "linux-6.12", "linux-6.12.118", "linux-6.14", "linux-6.15", "linux-6.17", "linux-7.1", "linux-7.2", "linux-7.3");
}
