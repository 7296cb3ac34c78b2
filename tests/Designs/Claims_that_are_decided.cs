using System.Reflection;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Designs;

/// <summary>A claim of the literature is decided by what there is, or it is said why it is not.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class Claims_that_are_decided
{
    private static readonly IReadOnlyDictionary<string, MethodInfo> Scenarios = typeof(Claims_that_are_decided).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("Vmemmap.Tests.Scenarios", StringComparison.Ordinal) == true)
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
        .ToDictionary(method => $"{method.DeclaringType!.Name}.{method.Name}");

    public static TheoryData<string> Numbers => [.. Claims.All.Select(claim => claim.Number)];

    [Fact]
    public void Have_the_numbers_of_the_literature() => Assert.Equal(
        [
            .. Enumerable.Range(1, 14).Where(number => number != 8).Select(number => $"N{number}"),
            .. new[] { 1, 2, 4, 5, 6, 7, 9, 10 }.Select(number => $"L{number}"),
            .. Enumerable.Range(1, 15).Select(number => $"M{number:00}"),
        ],
        Claims.All.Select(claim => claim.Number));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Are_refuted_where_they_say_so_by_the_step_or_for_want_of_the_correction_that_they_name(string number) => Assert.All(Of(number).Refutations, refutation =>
    {
        Assert.NotEmpty(refutation.Designs);
        Assert.All(refutation.Designs, name =>
        {
            var expectation = Catalogue.Find(name)!.Refuted.Of(refutation.Invariant);
            Assert.NotNull(expectation);
            Assert.True(refutation.LastStep is not null ^ refutation.Correction is not null, "one of them tells that it is this claim");
            Assert.Equal(refutation.LastStep ?? expectation.LastStep, expectation.LastStep);
            Assert.True(refutation.Correction is null || expectation.Remedy.Contains(refutation.Correction), $"{refutation.Correction} is no remedy of {refutation.Invariant} in {name}");
        });
    });

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Name_bugs_tests_and_findings_that_there_are(string number)
    {
        var claim = Of(number);

        Assert.All(claim.Bugs, bug => Assert.NotNull(SeededBugs.Find(bug)));
        Assert.All(claim.Tests, test => Assert.Contains(test, Scenarios.Keys));
        Assert.All(claim.Findings, finding => Assert.StartsWith("# ", RepositoryFile.Text($"{finding}.md"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Say_why_where_nothing_decides_them(string number)
    {
        var claim = Of(number);

        Assert.True(claim.IsDecided || claim.Open is not null);
        Assert.All([claim.Sentence, claim.Origin, claim.Releases], Assert.NotEmpty);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Are_told_by_their_numbers(string number)
    {
        var text = Invocation.At(10_000, CancellationToken.None, "explain", number).Output;

        Assert.StartsWith($"{number}: a claim of the literature; {Of(number).Decision}\n", text, StringComparison.Ordinal);
        Assert.All([Of(number).Sentence, Of(number).Origin, Of(number).Releases, .. Of(number).Tests, .. Of(number).Bugs, Of(number).Open ?? ""], said => Assert.Contains(said, text, StringComparison.Ordinal));
    }

    private static Claim Of(string number) => Claims.Find(number)!;
}
