using Vmemmap.Model.Designs;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Tests.Trust;

/// <summary>The list itself: it names files that there are, each once, and each says what it is.</summary>
[Trait("Category", "Fast")]
public sealed class The_list_of_what_must_be_believed
{
    [Fact]
    public void Every_pattern_of_the_list_means_some_file()
    {
        var idle = TrustedParts.All.SelectMany(part => part.Files.Concat(part.Except)).Where(pattern => !SourceFile.All.Any(file => PathPattern.Matches(pattern, file.Path)));

        Assert.Empty(idle);
    }

    [Fact]
    public void No_file_belongs_to_two_parts() =>
        Assert.Empty(TrustedFile.All().CountBy(file => file.File.Path).Where(count => count.Value > 1).Select(count => count.Key));

    [Fact]
    public void The_theorem_is_one_file_of_one_page() =>
        Assert.InRange(Assert.Single(TrustedFile.All(), file => file.Part.Name == TrustedParts.Theorem).File.Lines, 1, TrustedSums.MostOfTheorem);

    [Fact]
    public void Every_file_says_what_it_is_but_those_known() => Assert.Equal(
        KnownViolations.Silent.Select(known => known.File),
        TrustedFile.All().Where(file => file.File.Says is null).Select(file => file.File.Path));

    [Theory]
    [InlineData("model/Kernel/**/*.cs", "model/Kernel/Vmemmap/RemapFree.cs", true)]
    [InlineData("model/Kernel/**/*.cs", "model/Kernel/Part.cs", true)]
    [InlineData("model/Kernel/*.cs", "model/Kernel/Vmemmap/RemapFree.cs", false)]
    [InlineData("model/Kernel/**/*.cs", "model/KernelNot/Part.cs", false)]
    [InlineData("**/*.Proof.cs", "model/Kernel/Vmemmap/RemapFree.Proof.cs", true)]
    [InlineData("**/*.Proof.cs", "model/Kernel/Vmemmap/RemapFree.cs", false)]
    [InlineData("model/Invariants/*Lemmas.cs", "model/Invariants/PoisonLemmas.cs", true)]
    [InlineData("model/Machine/State.cs", "model/Machine/StateXcs", false)]
    public void A_pattern_means_folders_by_two_stars_and_names_by_one(string pattern, string path, bool isMeant) =>
        Assert.Equal(isMeant, PathPattern.Matches(pattern, path));

    [Fact]
    public void The_lemmas_beside_the_steps_of_a_part_are_left_out_whatever_the_pattern()
    {
        TrustedPart part = new("steps", Kinds.Every, "model/Kernel/**/*.cs");

        Assert.Equal((true, false), (part.Contains("model/Kernel/Pool.cs"), part.Contains("model/Kernel/Pool.Proof.cs")));
    }

    [Theory]
    [InlineData("/// <summary>One thing. Another.</summary>\npublic sealed class A;\n", "One thing.")]
    [InlineData("/// <summary>\n/// Of v5.18 and <c>page[1]</c>,\n/// see <see cref=\"Owner.Buddy\"/>.\n/// </summary>\n[Flags]\ninternal enum A\n", "Of v5.18 and page[1], see Buddy.")]
    [InlineData("/// <content>What is said.</content>\npublic sealed partial class Other<B, N>\n", "What is said.")]
    [InlineData("/// <summary>First.</summary>\npublic delegate int First(int x);\n\n/// <summary>Main.</summary>\npublic record struct A(int X);\n", "Main.")]
    [InlineData("internal sealed class A\n{\n    /// <summary>A member.</summary>\n    public int X;\n}\n", null)]
    public void What_a_file_says_is_the_first_sentence_of_its_main_type(string text, string? sentence) =>
        Assert.Equal(sentence, new SourceFile("model/A.cs", text).Says);

    [Fact]
    public void A_design_needs_its_own_file_and_not_those_of_later_designs()
    {
        var files = TrustedFile.All(Linux514.Design).Select(file => file.File.Path).ToList();

        Assert.Contains(files, file => file.EndsWith("/Linux514.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.EndsWith("/Corrected.cs", StringComparison.Ordinal));
    }

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Every_design_has_its_name_and_its_steps_from_files_of_the_list(string name)
    {
        var files = TrustedFile.All(Catalogue.Find(name)).ToLookup(file => file.Part.Name, file => file.File);

        Assert.Contains(files["design"], file => file.Text.Contains($"Name = \"{name}\"", StringComparison.Ordinal));
        Assert.NotEmpty(files[TrustedParts.Steps]);
    }
}
