namespace Vmemmap.Properties.Stories.Explanations;

/// <summary>A fact in words.</summary>
/// <param name="Subject">of what it speaks.</param>
/// <param name="Clause">the clause, given the subject's name; null where a reader knows what is spoken of.</param>
/// <param name="IsTruth">it is the truth about the hardware or a user, rather than something the kernel has written down.</param>
internal sealed record Saying(string Subject, Func<string?, string> Clause, bool IsTruth = false)
{
    /// <summary>"VP2 is mapped read-only", "it is mapped read-only".</summary>
    public static Saying Verb(string subject, string predicate, bool isTruth = false) => new(subject, s => $"{s ?? "it"} {predicate}", isTruth);

    /// <summary>"PG_head of head is set", "PG_head is set".</summary>
    public static Saying Noun(string subject, string noun, string predicate, bool isTruth = false) =>
        new(subject, s => $"{noun}{(s is null ? "" : $" of {s}")} {predicate}", isTruth);

    /// <summary>Clauses one after the other, each subject named once as long as it stays the same.</summary>
    public static string Join(IEnumerable<Saying> sayings, ref string? subject)
    {
        List<string> clauses = [];
        foreach (var saying in sayings)
        {
            clauses.Add(saying.Clause(saying.Subject == subject ? null : saying.Subject));
            subject = saying.Subject;
        }
        return clauses.Count <= 2 ? string.Join(" and ", clauses.Distinct()) : $"{string.Join(", ", clauses[..^1])} and {clauses[^1]}";
    }
}
