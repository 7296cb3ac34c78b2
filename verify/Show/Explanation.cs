using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Verify.Show;

/// <summary>What is said of something that has a name.</summary>
/// <param name="Title">its name and what it is.</param>
/// <param name="Lines">what is said, each with the word before it; lines without one belong to the word above.</param>
internal sealed record Explanation(string Title, IReadOnlyList<(string Word, string Text)> Lines)
{
    /// <summary>All that goes by a name in a design, or by that number in the literature.</summary>
    /// <param name="name">the name.</param>
    /// <param name="design">whose words are used where designs differ; null for the newest that has it.</param>
    public static IReadOnlyList<Explanation> Of(string name, Design? design) =>
    [
        .. OfNumber(name),
        .. Finding.All.Where(finding => finding.Name == name).Select(OfFinding),
        .. Claims.Find(name) is { } claim ? [OfClaim(claim)] : Array.Empty<Explanation>(),
        .. Properties.Where(property => property.Name == name).Select(property => OfInvariant(property, design)),
        .. OfStep(name, design),
        .. OfFunction(name, design),
        .. PartVersions.All.Select(part => part.GetType()).Where(type => IsNamed(type, name)).Select(type => OfPart(type, design)),
        .. SeededBugs.All.Where(bug => bug.Name == name).Select(OfBug),
        .. Corrections.All.Where(correction => correction.Name == name).Select(OfCorrection),
        .. Catalogue.All.Where(known => known.Name == name).Select(OfDesign),
    ];

    /// <summary>Every name that something is said of.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. Properties.Select(property => property.Name), .. Numbers, .. Claims.All.Select(claim => claim.Number), .. Finding.All.Select(finding => finding.Name), .. Catalogue.All.SelectMany(design => new Machine<Bit, Num>(design).Steps).Select(step => step.Name).Distinct(),
        .. KernelFunctions.Of(Catalogue.All).Select(function => function.Name).Distinct(),
        .. PartVersions.All.Select(part => part.GetType().Name), .. SeededBugs.All.Select(bug => bug.Name), .. Corrections.All.Select(correction => correction.Name), .. Catalogue.All.Select(design => design.Name),
    ];

    /// <summary>The numbers that the properties of the literature have.</summary>
    public static IReadOnlyList<string> Numbers => [.. Properties.SelectMany(property => property.Ids).Concat(NotJudged.Reasons.Keys).Distinct().OrderBy(id => id[0] == 'S' ? 0 : 1).ThenBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal)];

    // They are the same in every design but for what a lookup, a report and a record are, and those are told in words of a design.
    private static IReadOnlyList<Invariant<Bit, Num>> Properties => KnownInvariants.All;

    private static IEnumerable<Explanation> OfNumber(string id)
    {
        var covering = Properties.Where(property => property.Ids.Contains(id, StringComparer.OrdinalIgnoreCase)).ToList();
        if (NotJudged.Reasons.FirstOrDefault(one => string.Equals(one.Key, id, StringComparison.OrdinalIgnoreCase)) is { Key: { } number, Value: var reason })
        {
            return [new($"{number}: a property of the literature, covered by no invariant", [("why", reason)])];
        }
        return covering.Count == 0 ? [] : [new($"{id.ToUpperInvariant()}: a property of the literature, covered by {Count(covering.Count, "invariant")}", [.. covering.Select(property => (property.Name, property.Sentence))])];
    }

    private static Explanation OfFinding(Finding finding) => new($"{finding.Name}: a finding; {finding.Title}",
    [
        ("what", finding.What),
        ("releases", finding.Releases),
        ("status", finding.Status),
        ("severity", finding.Severity),
        ("certain", finding.Certain),
        .. Under("designs", [string.Join(", ", finding.Designs)]),
        .. Under("invariants", [string.Join(", ", finding.Invariants)]),
        ("all of it", $"docs/findings/{finding.Name}.md"),
    ]);

    private static Explanation OfClaim(Claim claim) => new($"{claim.Number}: a claim of the literature; {claim.Decision}",
    [
        ("says", claim.Sentence),
        ("from", claim.Origin),
        ("in", claim.Releases),
        .. Under("refuted by", claim.Refutations.Select(ClaimWords.Of)),
        .. Under("seeded as", claim.Bugs),
        .. Under("executed by", claim.Tests),
        .. Under("finding", claim.Findings.Select(finding => $"docs/findings/{finding}.md")),
        .. Under("open", [claim.Open ?? ""]),
    ]);

    private static Explanation OfInvariant(Invariant<Bit, Num> property, Design? asked)
    {
        List<Design> judged = [.. KnownInvariants.DesignsJudgedBy(property.Name)];
        var design = asked is not null && judged.Contains(asked) ? asked : Catalogue.Newest(judged);
        var words = InvariantWords.Of(property.Name, design);
        var refuted = judged.Select(known => (Design: known, Expectation: known.Refuted.Of(property.Name))).ToList();
        return new($"{property.Name}: an invariant; covers {string.Join(", ", property.Ids)}",
        [
            ("says", property.Sentence),
            ("from", property.Origin),
            .. Under($"in {design}, for", [words.For]),
            .. Under("if", words.If),
            .. Under("then", words.Then),
            ("as code", words.Code.Length <= Notation.Longest ? words.Code : $"{words.Code.Length} characters, more than 'verify check' reads; the C# is in model/Invariants"),
            .. Under("proved in", [DesignSpan.Of(refuted.Where(known => known.Expectation is null).Select(known => known.Design))]),
            .. Under("refuted in", refuted.Where(known => known.Expectation is not null).Select(known => $"{known.Design}, {Counted.Of(known.Expectation!.Steps ?? 0, "step")}, by {known.Expectation.LastStep}; holds with {string.Join(", ", known.Expectation.Remedy)}")),
            .. Catalogue.All.Except(judged).GroupBy(other => KnownInvariants.ReasonAgainst(property.Name, other), other => other).Select(others => ("not in", $"{DesignSpan.Of(others)}: {others.Key}")),
            .. Under("broken by", [string.Join(", ", SeededBugs.All.Where(bug => bug.Violates == property.Name).Select(bug => bug.Name))]),
        ]);
    }

    private static IEnumerable<Explanation> OfStep(string name, Design? design)
    {
        var calls = Catalogue.All.SelectMany(known => new Machine<Bit, Num>(known).Steps.Where(step => step.Name == name).Select(step => (Design: known, step.Function))).ToList();
        List<Design> with = [.. calls.Select(call => call.Design)];
        if (with.Count == 0 || design is not null && !with.Contains(design))
        {
            return [];
        }
        var told = design ?? Catalogue.Newest(with);
        var (part, step) = new DesignPage(told).Parts.SelectMany(part => part.Steps.Select(step => (part, step))).Single(of => of.step.Name == name);
        return
        [
            new($"{name}: a step; {step.Function}",
            [
                ("part", $"{part.Name}, read in {part.Source}"),
                ("designs", $"{DesignSpan.Of(with)}; here as in {told}{(design is null && with.Count > 1 ? ", the newest; '--design' and a name: as in another" : "")}"),
                .. Called(calls.ToLookup(call => call.Function, call => call.Design)),
                .. Under("for", step.Parameters.Select(Letters.Of).OfType<string>()),
                .. Under("at", [step.At.Count == 0 ? "any time" : string.Join(" or ", step.At.Select(point => $"'{point}'"))]),
                .. Under("if", step.When),
                .. Under("with", step.Effect.Where),
                .. Under("then", step.Effect.Then),
            ]),
        ];
    }

    // Whatever release calls it so: the steps in which it is named there.
    private static IEnumerable<Explanation> OfFunction(string name, Design? design)
    {
        var function = name.TrimEnd('(', ')');
        var steps = KernelFunctions.Of(design is null ? Catalogue.All : [design]).Where(called => called.Name == function).ToLookup(called => (called.Step, called.Words), called => called.Design);
        return steps.Count == 0 ? [] : [new($"{function}(): a kernel function; in {Count(steps.Select(same => same.Key.Step).Distinct().Count(), "step")}", [.. steps.Select(same => (same.Key.Step, $"{same.Key.Words}; in {DesignSpan.Of(same)}"))])];
    }

    // By its class, or by the kernel function that it is a version of, whatever release calls it so.
    private static bool IsNamed(Type type, string name) => type.Name == name
        || FunctionsOf(type).SelectMany(same => same.Key.Split([' ', ',', ';', ':'], StringSplitOptions.RemoveEmptyEntries)).Contains($"{name.TrimEnd('(', ')')}()");

    private static ILookup<string, Design> FunctionsOf(Type type) => PartVersions.DesignsWith(type).ToLookup(design => CitedSource.FunctionOf(PartVersions.Of(type, design), design));

    private static Explanation OfPart(Type type, Design? asked)
    {
        List<Design> with = [.. PartVersions.DesignsWith(type)];
        var design = asked is not null && with.Contains(asked) ? asked : Catalogue.Newest(with);
        return new($"{type.Name}: a part; {CitedSource.FunctionOf(PartVersions.Of(type, design), design)}",
        [
            .. Called(FunctionsOf(type)),
            .. with.ToLookup(known => PartVersions.Of(type, known)).Select(version => ("in", $"{DesignSpan.Of(version)}: {Parameters(version.Key)}read in {CitedSource.Of(version.Key)}")),
            .. Under("steps", [string.Join(", ", PartVersions.Of(type, design).Steps<Bit, Num>(design.Parts).Select(step => step.Name))]),
        ]);

        static string Parameters(Part version) => string.Concat(PartVersions.ParametersOf(version).Select(parameter => $"{parameter.Key} {parameter.Value}, "));
    }

    private static Explanation OfBug(Bug bug) => new($"{bug.Name}: a seeded bug; violates {bug.Violates}",
    [
        ("says", bug.Sentence),
        ("designs", DesignSpan.Of(Catalogue.All.Where(bug.AppliesTo))),
    ]);

    private static Explanation OfCorrection(Correction correction) => new($"{correction.Name}: a correction",
    [
        ("says", correction.Says),
        .. Under("needed for", Catalogue.All.SelectMany(design => design.Refuted.Where(refuted => refuted.Remedy.Contains(correction.Name)).Select(refuted => (design, refuted.Invariant)))
            .GroupBy(need => need.Invariant, need => need.design).Select(need => $"{need.Key}, in {DesignSpan.Of(need)}")),
    ]);

    private static Explanation OfDesign(Design design) => new($"{design.Name}: a design; {design.Title}",
    [
        ("read in", design.Source),
        ("parts", $"{design.Parts.Count}; 'verify show {design.Name}' tells all of them"),
        .. Under("refuted", [string.Join(", ", design.Refuted.Select(refuted => refuted.Invariant))]),
    ]);

    private static IEnumerable<(string Word, string Text)> Under(string word, IEnumerable<string> texts) => texts.Where(text => text.Length > 0).Select((text, number) => (number == 0 ? word : "", text));

    // What releases call it, where they differ.
    private static IEnumerable<(string Word, string Text)> Called(ILookup<string, Design> functions) => Under("called", functions.Count == 1 ? [] : functions.Select(same => $"{same.Key}; in {DesignSpan.Of(same)}"));

    private static string Count(int count, string noun) => count == 1 ? $"one {noun}" : $"{count} {noun}s";
}
