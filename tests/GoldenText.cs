namespace Vmemmap.Tests;

/// <summary>A text that output must equal, word for word.</summary>
internal static class GoldenText
{
    /// <summary>Fails, with the text as it is now, where it is not the one in the file.</summary>
    /// <param name="path">the file, from the directory of the tests.</param>
    /// <param name="text">what was printed.</param>
    public static void AssertEqual(string path, string text)
    {
        using var stream = typeof(GoldenText).Assembly.GetManifestResourceStream($"Golden/{Path.GetFileName(path)}");
        Assert.True(stream is not null, $"There is no tests/{path}. It should be:\n{text}");
        using var reader = new StreamReader(stream);
        Assert.True(reader.ReadToEnd() == text, $"The text reads differently. If it reads better, tests/{path} should be:\n{text}");
    }
}
