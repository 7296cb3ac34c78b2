namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>A situation in which a memory error comes, and what each release makes of it.</summary>
/// <param name="Number">the number of the case.</param>
/// <param name="Situation">what is the case when the error comes.</param>
/// <param name="Outcomes">what comes of it.</param>
internal sealed record Case(int Number, string Situation, params IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>One row for each release.</summary>
    public IEnumerable<Row> Rows =>
        from era in Era.All
        from outcome in Outcomes
        where outcome.Eras.Contains(era)
        select new Row(this, era, outcome);
}

/// <summary>What becomes of a case in some releases.</summary>
/// <param name="Eras">the releases.</param>
/// <param name="Says">what comes of it, in one sentence.</param>
/// <param name="Test">the method that executes it in the designs of the releases; null where the model cannot.</param>
/// <param name="ReadIn">release, file and function.</param>
internal sealed record Outcome(IReadOnlyList<Era> Eras, string Says, string? Test, string ReadIn)
{
    /// <summary>What of it the model cannot express, and why; null where it is all executed.</summary>
    public string? Open { get; init; }
}

/// <summary>A case in a release.</summary>
internal sealed record Row(Case Case, Era Era, Outcome Outcome);
