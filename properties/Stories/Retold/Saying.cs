namespace Vmemmap.Properties.Stories.Retold;

/// <summary>A fact in words: "(noun of) subject predicate".</summary>
/// <param name="Subject">of what it speaks.</param>
/// <param name="Noun">a part of the subject, or null.</param>
/// <param name="Predicate">what it says.</param>
/// <param name="IsTruth">it is the truth about the hardware or a user, rather than something the kernel has written down.</param>
internal sealed record Saying(string Subject, string? Noun, string Predicate, bool IsTruth = false)
{
    /// <summary>The sentence begins with the subject.</summary>
    public bool IsOfPlace { get; init; }

    /// <summary>"VP2 is mapped read-only".</summary>
    public static Saying Verb(string subject, string predicate) => new(subject, null, predicate);

    /// <summary>"PG_head of head+4 is set".</summary>
    public static Saying Of(string subject, string noun, string predicate, bool isTruth = false) => new(subject, noun, predicate, isTruth);

    /// <summary>Clauses one after the other, each subject named once as long as it stays the same.</summary>
    public static string Join(IReadOnlyList<Saying> sayings, ref string? subject)
    {
        List<string> clauses = [];
        foreach (var saying in sayings.Distinct())
        {
            var isSame = saying.Subject == subject || (subject is null && saying.IsOfPlace);
            // The only hugepage need not be named for its parts to be its own, but "it" would be somebody else then.
            var isNamed = saying.Noun is null || isSame || saying.IsOfPlace || saying.Subject != Names.OnlyFolio;
            clauses.Add(saying.Noun is null
                ? $"{(isSame ? "it" : saying.Subject)} {saying.Predicate}"
                : $"{saying.Noun}{(isSame || saying.IsOfPlace || !isNamed ? "" : $" of {saying.Subject}")} {saying.Predicate}");
            subject = isNamed ? saying.Subject : "";
        }
        return clauses.Count <= 2 ? string.Join(" and ", clauses) : $"{string.Join(", ", clauses[..^1])} and {clauses[^1]}";
    }
}
