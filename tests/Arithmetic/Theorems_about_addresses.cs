using Vmemmap.Model.Geometry;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Solver;
using Vmemmap.Tests.Proofs;

namespace Vmemmap.Tests.Arithmetic;

/// <summary>The facts about addresses are proved, none of them emptily, and plausible mistakes are refuted.</summary>
public sealed class Theorems_about_addresses
{
    // With the limit of `verify`, which proves them too.
    private static readonly RememberingSolver Solver = SharedSolver.OfTheGate;

    public static TheoryData<string> Theorems() => [.. ArithmeticTheorems.All.Select(theorem => theorem.Name)];

    public static TheoryData<string> Mistakes() => [.. ArithmeticMistakes.All.Select(mistake => mistake.Name)];

    [Theory]
    [MemberData(nameof(Theorems))]
    public void Each_arithmetic_theorem_is_proved(string name)
    {
        TheoremResult result = ArithmeticTheorems.Prove(ArithmeticTheorems.All.Single(theorem => theorem.Name == name), Solver);

        Assert.True(result.Verdict == TheoremVerdict.Proved, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Each_plausible_mistake_is_refuted_with_numbers(string name)
    {
        ArithmeticTheorem mistake = ArithmeticMistakes.All.Single(candidate => candidate.Name == name);

        TheoremResult result = ArithmeticTheorems.Prove(mistake, Solver);

        Assert.True(result.Verdict == TheoremVerdict.Refuted, result.ToString());
        Assert.Equal(mistake.Queries[0].Witnesses.Select(witness => witness.Name), result.Values.Keys);
    }

    [Fact]
    public void The_scene_of_every_question_is_possible()
    {
        string[] impossible =
        [
            .. ArithmeticTheorems.All
                .SelectMany(theorem => theorem.Queries)
                .Where(query => Solver.Check(query.Scene).Answer != Answer.Satisfiable)
                .Select(query => query.Label),
        ];

        Assert.Empty(impossible);
    }

    [Fact]
    public void A_theorem_about_nothing_is_vacuous_and_not_proved()
    {
        Scene impossible = Scene.Folio.With("(assert (bvult index zero))");
        var nothing = ArithmeticTheorem.Always("about-nothing", "Whatever you like.", "none", impossible, ("anything", "(= head index)"));

        Assert.Equal(TheoremVerdict.Vacuous, ArithmeticTheorems.Prove(nothing, Solver).Verdict);
    }

    [Fact]
    public void A_theorem_beyond_the_solvers_limit_is_undecided_and_not_proved()
    {
        ArithmeticTheorem theorem = ArithmeticTheorems.All.Single(candidate => candidate.Name == "freed-range-begins-and-ends");

        Assert.Equal(TheoremVerdict.Undecided, ArithmeticTheorems.Prove(theorem, new Z3Solver(resourceLimit: 1000)).Verdict);
    }

    [Fact]
    public void Names_are_unique_and_made_of_words_and_hyphens()
    {
        string[] names = [.. ArithmeticTheorems.All.Concat(ArithmeticMistakes.All).Select(theorem => theorem.Name)];

        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.All(name, letter => Assert.True(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')));
    }

    [Fact]
    public void The_scene_of_all_sizes_admits_every_standard_hugepage_that_can_be_optimised()
    {
        foreach (StandardHugepage hugepage in StandardHugepages.All)
        {
            HugepageGeometry geometry = hugepage.Geometry;
            string sizes =
                $"(and (= page-bits (_ bv{geometry.PageSize.Log2} 64)) (= struct-bits (_ bv{geometry.StructPageSize.Log2} 64)) "
                + $"(= order (_ bv{geometry.Order} 64)))";

            Answer answer = Solver.Check($"{Scene.AllSizes.Text}\n(assert {sizes})").Answer;

            Assert.Equal(Optimization.IsPossible(geometry, keptPages: 1), answer == Answer.Satisfiable);
        }
    }

    [Theory]
    [InlineData(56)]
    [InlineData(72)]
    [InlineData(80)]
    public void The_clash_of_a_straddling_struct_page_is_shown_and_true(int size)
    {
        ArithmeticQuery query = ArithmeticTheorems.All
            .Single(theorem => theorem.Name == $"struct-pages-of-{size}-bytes-straddle").Queries
            .Single(candidate => candidate.Label == "pages of 4 KiB");

        SolverResult clash = Solver.Check(query.Text, ["index"]);
        long index = Convert.ToInt64(clash.Values["index"][2..], 16);

        Assert.NotEqual(index * size / 4096, ((index * size) + size - 1) / 4096);
    }
}
