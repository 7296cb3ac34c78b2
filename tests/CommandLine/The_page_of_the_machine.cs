using System.Xml.Linq;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.CommandLine;

/// <summary>docs/machine.md and its drawing are the machine, written out.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class The_page_of_the_machine
{
    [Fact]
    public void Has_each_table_of_each_design_and_each_step_of_the_newest_kernel()
    {
        var page = RepositoryFile.Text("machine.md");

        Assert.All(
            Catalogue.All.SelectMany(design => new Instance(design, design.SmallScope).Memory.Layouts).Select(table => table.Name).Distinct(),
            table => Assert.Matches($@"(?m)^\| `{table}(\[[a-z, ]+\])?` \| \S", page));
        Assert.All(new Instance(Linux73.Design, Linux73.Design.SmallScope).Machine.Steps, step => Assert.Contains($"`{step.Name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Draws_what_an_optimise_does()
    {
        var panels = XDocument.Parse(RepositoryFile.Text("machine.svg")).Root!.Elements().Where(element => element.Name.LocalName == "g").Select(panel => panel.Elements().Where(element => element.Name.LocalName == "text").Select(text => text.Value).ToList()).ToList();

        Assert.Equal(["before", "remapped, not flushed yet", "optimised"], panels.Select(texts => texts[0]));
        Assert.Contains("f2: VP2", panels[0]);
        Assert.Contains("f2: list", panels[1]);
        Assert.Contains("f2: buddy", panels[2]);
    }

    [Theory]
    [InlineData("designs", "--markdown")]
    [InlineData("invariants", "--svg")]
    [InlineData("tables", "--svg", "--json")]
    [InlineData("tables", "--svg", "--markdown")]
    [InlineData("tables", "--markdown", "--design", "corrected")]
    public void Is_of_the_machine_alone(params string[] arguments)
    {
        var run = Invocation.Of(["list", .. arguments]);

        Assert.Equal((ExitCode.BadInput, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
