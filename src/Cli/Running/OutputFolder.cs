namespace Eegavi.Cli.Running;

/// <summary>The folder that a command writes to.</summary>
internal static class OutputFolder
{
    /// <summary>Checks that the folder can be made and written to, before an hour of work finds out. Nothing is made: a command that is refused leaves nothing behind.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">It cannot be written to.</exception>
    public static void Check(string folder)
    {
        var there = folder;
        while (!Path.Exists(there) && Path.GetDirectoryName(there) is { } parent) there = parent;
        try
        {
            if (File.Exists(there)) throw new IOException($"'{there}' is a file");
            var probe = Path.Combine(there, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"Cannot write to '{folder}' ({e.Message.TrimEnd('.')}); choose another folder with --out.", e);
        }
    }
}
