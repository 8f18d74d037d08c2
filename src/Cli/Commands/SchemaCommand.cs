using System.CommandLine;
using Eegavi.Cli.Running;
using Eegavi.Data.Writers;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi schema</c>: what may stand in a configuration file, for editors.</summary>
internal static class SchemaCommand
{
    private const string About =
        """
        Writes the JSON Schema of configuration files: every key and part with its description, range and default.

        An editor that is told of it completes keys and marks mistakes while you write. Name it in the file:
          { "$schema": "../schemas/run.schema.json", … }
        The repository keeps them in schemas/. With your own parts in it (--plugins), make it anew.

        Examples:  eegavi schema run -o schemas/run.schema.json
                   eegavi schema experiment -o schemas/experiment.schema.json
                   eegavi schema pipeline -o schemas/pipeline.schema.json
        """;

    public static Command Create()
    {
        var subject = new Argument<string>("file") { Description = "What the file is: run (for train, inspect, draw), experiment (for compare) or pipeline (for programs with ML.NET, docs/ml-net.md).", DefaultValueFactory = _ => "run" };
        subject.AcceptOnlyFromAmong([.. SchemaSubjects.Names]);
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The file to write. Default: the screen." };
        var plugins = new PluginOptions();
        var command = new Command("schema", About) { subject, output };
        plugins.AddTo(command);
        command.SetAction(parsed =>
        {
            using var services = plugins.Open(parsed);
            var text = SchemaSubjects.Text(services.GetRequiredService<PartCatalog>(), parsed.GetRequiredValue(subject));
            if (parsed.GetValue(output) is { } file) AtomicFile.WriteText(file.FullName, text);
            else parsed.InvocationConfiguration.Output.Write(text);
        });
        return command;
    }
}
