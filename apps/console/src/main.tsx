import { render } from 'preact';
import { ConsoleApp } from './app/ConsoleApp.js';

render(<ConsoleApp />, document.getElementById('console')!);
