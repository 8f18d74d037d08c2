namespace Eegavi.Cli.Running;

/// <summary>The folder that a command writes to.</summary>
internal static class OutputFolder
{
    /// <summary>Makes the folder and checks that it can be written to, before an hour of work finds out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fresh">Whether what an earlier comparison left there is deleted.</param>
    /// <exception cref="IOException">It cannot be written to, or holds something else.</exception>
    public static void Claim(string folder, bool fresh)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"Cannot write to '{folder}' ({e.Message.TrimEnd('.')}); choose another folder with --out.", e);
        }
        if (fresh && Directory.Exists(Path.Combine(folder, "runs"))) Directory.Delete(Path.Combine(folder, "runs"), recursive: true);
    }
}
