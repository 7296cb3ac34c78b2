using PuppeteerSharp;
using Vmemmap.Verify;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.Browser;

/// <summary>The page of three designs, and the browser that it is opened in.</summary>
/// <remarks><c>VERIFY_BROWSER</c> names the program, Chromium or what is made of it. Where it names none the tests fail: what was not opened is not green.</remarks>
public sealed class WrittenPage : IAsyncLifetime
{
    /// <summary>Names the browser.</summary>
    public const string Variable = "VERIFY_BROWSER";

    private readonly string directory = Directory.CreateTempSubdirectory("vmemmap-page-").FullName;

    internal string File => Path.Combine(directory, "page.html");

    internal IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : throw new InvalidOperationException($"No page was opened: {Variable} must name the program of a Chromium, say /usr/bin/chromium.");
        using StringWriter output = new();
        using StringWriter error = new();
        var code = Program.Run(
            ["report", "--html", File, "--sequences", "100", "--design", "rfc-2020", "--design", "linux-7.3", "--design", "corrected-5.18"],
            new Terminal(output, error, isInteractive: false, width: 160));
        Assert.True(code == 0, $"The page was not written: exit code {code}, {error}");
        Browser = await Puppeteer.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = ["--no-sandbox"] });
    }

    /// <summary>The page with a fault in it.</summary>
    /// <param name="at">text of the page, there once...</param>
    /// <param name="with">...and what stands there instead.</param>
    internal string Damaged(string at, string with)
    {
        var page = System.IO.File.ReadAllText(File);
        Assert.Equal(2, page.Split(at).Length);
        var file = Path.Combine(directory, "damaged.html");
        System.IO.File.WriteAllText(file, page.Replace(at, with, StringComparison.Ordinal));
        return file;
    }

    public async Task DisposeAsync()
    {
        if (Browser is { } browser)
        {
            await browser.DisposeAsync();
        }
        Directory.Delete(directory, recursive: true);
    }
}
