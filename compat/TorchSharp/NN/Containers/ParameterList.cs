using System.Collections;
using System.Globalization;

namespace TorchSharp.Modules
{
    /// <summary>Parameters in a list, named 0, 1, 2 and so on.</summary>
    public class ParameterList : torch.nn.Module, IList<Parameter>
    {
        private readonly List<Parameter> _list = new();

        /// <summary>A list of the given parameters.</summary>
        public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList)) => extend(parameters);

        /// <summary>The parameter at a position.</summary>
        public Parameter this[int index]
        {
            get => _list[index];
            set
            {
                _list[index] = value;
                Renumber();
            }
        }

        /// <summary>How many parameters there are.</summary>
        public int Count => _list.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>Appends a parameter.</summary>
        public void Add(Parameter item)
        {
            _list.Add(item);
            Renumber();
        }

        /// <summary>Appends parameters.</summary>
        public void append(params Parameter[] parameters) => extend(parameters);

        /// <summary>Appends parameters.</summary>
        public void extend(IEnumerable<Parameter> parameters)
        {
            _list.AddRange(parameters);
            Renumber();
        }

        /// <summary>Removes all parameters.</summary>
        public void Clear()
        {
            _list.Clear();
            Renumber();
        }

        /// <summary>Whether a parameter is in the list.</summary>
        public bool Contains(Parameter item) => IndexOf(item) >= 0;

        /// <summary>Copies the parameters.</summary>
        public void CopyTo(Parameter[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

        /// <summary>The parameters in order.</summary>
        public IEnumerator<Parameter> GetEnumerator() => _list.GetEnumerator();

        /// <summary>The position of a parameter, or -1.</summary>
        public int IndexOf(Parameter item) => _list.FindIndex(own => ReferenceEquals(own, item));

        /// <summary>Inserts a parameter; later ones move up.</summary>
        public void Insert(int index, Parameter item)
        {
            _list.Insert(index, item);
            Renumber();
        }

        /// <summary>Removes a parameter; later ones move down.</summary>
        public bool Remove(Parameter item)
        {
            var index = IndexOf(item);
            if (index >= 0)
            {
                RemoveAt(index);
            }

            return index >= 0;
        }

        /// <summary>Removes the parameter at a position; later ones move down.</summary>
        public void RemoveAt(int index)
        {
            _list.RemoveAt(index);
            Renumber();
        }

        /// <inheritdoc/>
        public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
            base.named_parameters(recurse);

        /// <inheritdoc/>
        public override bool has_parameter(string target) => base.has_parameter(target);

        /// <inheritdoc/>
        public override Parameter get_parameter(string target) => base.get_parameter(target);

        /// <inheritdoc/>
        protected override void RegisterComponents()
        {
        }

        /// <inheritdoc/>
        protected override void _toEpilog(torch.ScalarType? dtype, torch.Device device, bool non_blocking)
        {
            base._toEpilog(dtype, device, non_blocking);
            for (var i = 0; i < _list.Count; i++)
            {
                _list[i] = _internal_params[i].Item2;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Renumber()
        {
            _internal_params.clear();
            for (var i = 0; i < _list.Count; i++)
            {
                _internal_params.Add(i.ToString(CultureInfo.InvariantCulture), _list[i]);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of parameters.</summary>
            public static Modules.ParameterList ParameterList(params Modules.Parameter[] parameters) => new(parameters);
        }
    }
}
