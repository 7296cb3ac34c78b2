namespace Vmemmap.Verify.Hosting;

/// <summary>
/// Tells where an exception means that a part of the program itself could not be loaded. It names no type of another part: where one is missing, what names it
/// cannot be run either.
/// </summary>
internal static class ProgramPart
{
    /// <summary>One sentence, or null where it means something else.</summary>
    public static string? Missing(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (NameIn(cause) is { } part)
            {
                return $"A part of the program could not be loaded: {part} is missing or damaged, or there is no memory for it.";
            }
        }
        return null;
    }

    // Of the files that are not found, an assembly is named by more than a path.
    private static string? NameIn(Exception exception) => exception switch
    {
        FileLoadException load => NameOf(load.FileName),
        BadImageFormatException image => NameOf(image.FileName),
        FileNotFoundException { FileName: { } name } when name.Contains(", Version=", StringComparison.Ordinal) => NameOf(name),
        DllNotFoundException or EntryPointNotFoundException or TypeLoadException or MissingMemberException => exception.Message.Split('\n')[0].TrimEnd('.'),
        _ => null,
    };

    private static string NameOf(string? file) => Path.GetFileName(file?.Split(',')[0]) is { Length: > 0 } name ? name : "a library";
}
