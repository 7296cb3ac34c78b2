using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Show;

namespace Vmemmap.Tests.CommandLine;

/// <summary>The pages in docs that the program writes are as it writes them now.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class Pages_of_the_repository
{
    private const string Before = "dotnet run --project verify -- ";
    private const string Between = " > docs/";

    [Theory]
    [InlineData(InvariantsPage.Command)]
    [InlineData(MachinePage.Command)]
    [InlineData(MachinePage.DrawingCommand)]
    [InlineData(ClaimsPage.Command)]
    [InlineData(FindingsPage.Command)]
    public void Are_what_the_command_writes_that_they_name(string command)
    {
        Assert.StartsWith(Before, command, StringComparison.Ordinal);
        var (arguments, file) = command[Before.Length..].Split(Between) is [var typed, var name] ? (typed.Split(' '), name) : throw new FormatException(command);

        var run = Invocation.Of(arguments);

        Assert.Equal((ExitCode.AsExpected, ""), (run.ExitCode, run.Error));
        Assert.True(run.Output == RepositoryFile.Text(file).ReplaceLineEndings("\n"), $"docs/{file} is not what it is made of. This command writes it again:\n  {command}");
    }
}
