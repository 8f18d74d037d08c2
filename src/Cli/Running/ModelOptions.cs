using System.CommandLine;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli.Running;

/// <summary>The arguments by which a command is told which model it is about, and how large its windows are.</summary>
internal sealed class ModelOptions
{
    private readonly Argument<FileInfo?> _file = new("run") { Description = "A run (model, losses, training, data), a file with a model alone, or an experiment with --study and --variant.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<DirectoryInfo?> _run = new("--run") { Description = "The folder of a finished run: its trained weights, and its configuration where no file is given." };
    private readonly Option<string?> _study = new("--study") { Description = "An experiment's study. Default: its only one." };
    private readonly Option<string?> _variant = new("--variant") { Description = "A study's variant. Default: its base as it stands." };
    private readonly Option<string[]> _settings = new("--set") { Description = "Changes the configuration, for example model.width=64.", DefaultValueFactory = _ => [] };
    private readonly Option<double?> _seconds = new("--seconds") { Description = "Length of a window. Default: that of a planted data set that the run makes, else 8." };
    private readonly Option<string[]> _windows = new("--window") { Description = "The size of a modality's window without rows, where its encoder cannot tell or tells another: eeg=14x1024, video=8x98x768.", DefaultValueFactory = _ => [] };
    private readonly Option<bool> _data = new("--data") { Description = "Takes windows from the run's data set, which must be there, instead of assuming them." };

    private readonly PluginOptions _plugins = new();

    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (var option in (Option[])[_run, _study, _variant, _settings, _seconds, _windows, _data]) command.Add(option);
        _plugins.AddTo(command);
    }

    /// <summary>The tool's services with the plugins that the model may name.</summary>
    public ServiceProvider Services(ParseResult parsed) => _plugins.Open(parsed, ConfigurationFiles.Load(PathOf(parsed), parsed.GetValue(_settings)));

    /// <summary>Reads the configuration and builds the model.</summary>
    public ExaminedModel Open(ParseResult parsed, IServiceProvider services)
    {
        var windows = new WindowWishes(parsed.GetValue(_seconds), parsed.GetValue(_windows)!, parsed.GetValue(_data));
        var source = ModelSource.Read(services.GetRequiredService<SpecBinder>(), PathOf(parsed), parsed.GetValue(_study), parsed.GetValue(_variant), parsed.GetValue(_settings)!);
        source = source with { Json = services.AddPlugins(source.Json) };
        return ExaminedModel.Build(services, source, parsed.GetValue(_run) is { } run ? Path.Combine(run.FullName, "model.safetensors") : null, windows);
    }

    private string PathOf(ParseResult parsed) => (parsed.GetValue(_file), parsed.GetValue(_run)) switch
    {
        ({ } file, _) => file.FullName,
        (null, { } run) => Path.Combine(run.FullName, "run.json"),
        _ => throw new ArgumentException("Expected a file, or --run FOLDER; got neither."),
    };
}
