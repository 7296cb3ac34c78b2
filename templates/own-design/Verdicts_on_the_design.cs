using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;
using Xunit;
using Xunit.Abstractions;

namespace OwnDesign;

/// <summary>Each invariant is proved of the design, or refuted as the design says.</summary>
public sealed class Verdicts_on_the_design(ITestOutputHelper output)
{
    // All engines once, for all tests. The corrections that a refutation names are not tried: asked is who wants them.
    private static readonly Lazy<IReadOnlyList<Verdict>> All =
        new(() => new Judge(threads: 0, new Z3Solver()).Of(TheDesign.Design, asked: new HashSet<string>()));

    private static readonly string[] Names = [.. new Machine<Bit, Num>(TheDesign.Design).Properties.Select(invariant => invariant.Name)];

    public static TheoryData<string> Invariants => [.. Names];

    [Theory]
    [MemberData(nameof(Invariants))]
    public void Is_as_expected(string invariant) => Expect(All.Value.Single(verdict => verdict.Invariant == invariant));

    // A verdict of another name is on a table with a value that it does not declare.
    [Fact]
    public void No_value_leaves_its_range() => Assert.All(All.Value.Where(verdict => !Names.Contains(verdict.Invariant)), Expect);

    private void Expect(Verdict verdict)
    {
        var text = VerdictText.Of(verdict, TheDesign.Design);
        output.WriteLine(text);
        Assert.True(verdict.IsExpected, text);
    }
}
